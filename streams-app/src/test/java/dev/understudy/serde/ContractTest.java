package dev.understudy.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.KeyedAlert;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.attempt.RecordedExchange;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.InFlightEntry;
import dev.understudy.domain.request.KnownAnswer;
import dev.understudy.domain.request.ResolvedMark;
import dev.understudy.runtime.settings.ConfigLoader;
import dev.understudy.testing.ManualParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every domain record and its Avro record, both ways and for every field. */
class ContractTest {
    private static final int SEEDS = 300;
    private static final int ID = 7;

    private static Stream<Arguments> contracts() {
        return Stream.of(
                Arguments.of(Contract.ALERT, Alert.class),
                Arguments.of(Contract.ENRICHED_INCIDENT, EnrichedIncident.class),
                Arguments.of(Contract.ENRICHMENT_REQUEST, EnrichmentRequest.class),
                Arguments.of(Contract.PROVIDER_ATTEMPT, ProviderAttempt.class),
                Arguments.of(Contract.RESOLVED_MARK, ResolvedMark.class),
                Arguments.of(Contract.KNOWN_ANSWER, KnownAnswer.class),
                Arguments.of(Contract.KEYED_ALERT, KeyedAlert.class),
                Arguments.of(Contract.RAW_RECORD, RawRecord.class),
                Arguments.of(Contract.IN_FLIGHT_ENTRY, InFlightEntry.class),
                Arguments.of(Contract.RECORDED_EXCHANGE, RecordedExchange.class));
    }

    private static Stream<Contract<?>> verbatimContracts() {
        return Stream.of(Contract.ALERT, Contract.KEYED_ALERT, Contract.RAW_RECORD, Contract.RESOLVED_MARK);
    }

    @Test
    void shouldKnowEveryContract() {
        assertThat(contracts().map(each -> each.get()[0])).containsExactlyElementsOf(Contract.all());
    }

    @ParameterizedTest
    @MethodSource("contracts")
    <T extends Record> void shouldGiveBackWhatTheDomainGave(Contract<T> contract, Class<T> type) {
        Codec<T> codec = codec(contract);
        for (long seed = 0; seed < SEEDS; seed++) {
            T value = new RandomRecords(seed).next(type);

            T back = codec.decode(codec.encode(value));

            assertThat(back).as("seed %d", seed).usingRecursiveComparison().isEqualTo(value);
        }
    }

    @ParameterizedTest
    @MethodSource("verbatimContracts")
    <T> void shouldGiveBackWhatAnotherProgramWrote(Contract<T> contract) throws IOException {
        Codec<T> codec = codec(contract);
        for (long seed = 0; seed < SEEDS; seed++) {
            Object written = new RandomAvro(seed).next(contract.published());
            byte[] bytes = WireFormat.write(ID, new GenericDatumWriter<>(contract.published()), written);

            byte[] again = codec.encode(codec.decode(bytes));

            assertThat(generic(contract, again)).as("seed %d", seed).isEqualTo(generic(contract, bytes));
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    <T> void shouldReadTheSameAgainFromWhatItWrote(Contract<T> contract) {
        Codec<T> codec = codec(contract);
        for (long seed = 0; seed < SEEDS; seed++) {
            Object written = new RandomAvro(seed).next(contract.published());
            T first = codec.decode(WireFormat.write(ID, new GenericDatumWriter<>(contract.published()), written));

            T second = codec.decode(codec.encode(first));

            assertThat(second).as("seed %d", seed).usingRecursiveComparison().isEqualTo(first);
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    <T extends Record> void shouldWriteEveryField(Contract<T> contract, Class<T> type) throws IOException {
        Codec<T> codec = codec(contract);
        Map<String, Set<Object>> seen = new HashMap<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            collect("$", generic(contract, codec.encode(new RandomRecords(seed).next(type))), seen);
        }

        // An optional record shows as null here, and by its own fields else.
        List<String> paths = List.copyOf(seen.keySet());
        seen.keySet().removeIf(path -> paths.stream().anyMatch(other -> other.startsWith(path + '.')));
        assertThat(seen)
                .allSatisfy((path, values) -> assertThat(values).as(path).hasSizeGreaterThan(1));
    }

    @Test
    void shouldEncodeEqualSetsAsEqualBytes() {
        Codec<EnrichedIncident> codec = codec(Contract.ENRICHED_INCIDENT);
        EnrichedIncident value = new RandomRecords(3).next(EnrichedIncident.class);

        assertThat(codec.encode(value)).isEqualTo(codec.encode(value));
    }

    private static Stream<Contract<?>> releasedContracts() {
        return Contract.all().stream().filter(contract -> Files.exists(released(contract)));
    }

    private static Path released(Contract<?> contract) {
        return Path.of("../schemas/src/test/resources/released/v1", contract.name() + ".avsc");
    }

    @ParameterizedTest
    @MethodSource("releasedContracts")
    <T> void shouldPublishTheSchemaOfTheContractFile(Contract<T> contract) throws IOException {
        Schema file = new Schema.Parser().parse(Files.readString(released(contract)));

        assertThat(contract.published().toString()).doesNotContain("avro.java.string");
        assertThat(Resolution.problem(contract.published(), file)).isNull();
        assertThat(Resolution.problem(file, contract.published())).isNull();
    }

    @Test
    void shouldNameTheContractOfEveryPublicTopic() {
        assertThat(Contract.ofTopics(List.of("openai")))
                .containsEntry("incidents", Contract.ALERT)
                .containsEntry("incidents.enriched", Contract.ENRICHED_INCIDENT)
                .containsEntry("incidents.resolved", Contract.RESOLVED_MARK)
                .containsEntry("incidents.answers", Contract.KNOWN_ANSWER)
                .containsEntry("incidents.attempts", Contract.PROVIDER_ATTEMPT)
                .containsEntry("incidents.retry.openai", Contract.ENRICHMENT_REQUEST)
                .hasSize(6);
    }

    @Test
    void shouldNameTheContractOfExchangesWhereTheyAreRecorded() {
        assertThat(Contract.ofTopics(config("record-exchanges: {enabled: true}")))
                .containsEntry("incidents.exchanges", Contract.RECORDED_EXCHANGE)
                .hasSize(7);
        assertThat(Contract.ofTopics(config(""))).hasSize(6);
    }

    private static UnderstudyConfig config(String more) {
        return new ConfigLoader(Map.of())
                .parse(ManualParts.TWO_PROVIDERS.replaceAll("(?m)^  second:.*\\R", "") + more, "f", Path.of("."))
                .config();
    }

    private static <T> Codec<T> codec(Contract<T> contract) {
        SchemaCache schemas = new SchemaCache(new UnreachableRegistry());
        schemas.learn(ID, contract.published());
        return new Codec<>(contract, new WriterSchema(ID, contract.published(), null), schemas);
    }

    private static GenericRecord generic(Contract<?> contract, byte[] bytes) throws IOException {
        return WireFormat.read(new GenericDatumReader<GenericRecord>(contract.published()), bytes);
    }

    /** Every field with the values that it had; lists and maps count by their size and by their elements. */
    private static void collect(String path, Object value, Map<String, Set<Object>> seen) {
        if (value instanceof GenericRecord record) {
            record.getSchema()
                    .getFields()
                    .forEach(field -> collect(path + '.' + field.name(), record.get(field.pos()), seen));
        } else if (value instanceof List<?> list) {
            seen.computeIfAbsent(path + "#", key -> new HashSet<>()).add(list.size());
            list.forEach(each -> collect(path + "[]", each, seen));
        } else {
            seen.computeIfAbsent(path, key -> new HashSet<>()).add(String.valueOf(value));
        }
    }

    @Test
    void shouldWriteTimesInMilliseconds() {
        LongStream.of(0, -1, 1L << 45).forEach(millis -> {
            ResolvedMark mark = new ResolvedMark("i", 1, java.time.Instant.ofEpochMilli(millis));
            assertThat(codec(Contract.RESOLVED_MARK)
                            .decode(codec(Contract.RESOLVED_MARK).encode(mark)))
                    .isEqualTo(mark);
        });
    }
}
