package dev.understudy.enricher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.enrichment.Caveat;
import dev.understudy.domain.enrichment.DegradedReason;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.ParkReason;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EnricherTopologyTest {
    private EnricherHarness enricher;

    @BeforeEach
    void start() {
        enricher = new EnricherHarness();
    }

    @AfterEach
    void stop() {
        enricher.close();
    }

    @Test
    void shouldAnswerWithTheFirstProvider() {
        enricher.alert("a", "warning");
        enricher.manual.first.answer(0, Severity.HIGH);
        enricher.round();

        EnrichedIncident answer = enricher.outputs.answers().get(0);
        assertThat(answer.revision()).isEqualTo(1);
        assertThat(answer.outcome()).isEqualTo(EnrichmentOutcome.COMPLETE);
        assertThat(answer.degraded()).isFalse();
        assertThat(answer.alert().severity()).isEqualTo(Severity.WARNING);
        assertThat(answer.provenance().provider()).isEqualTo("first");
        assertThat(enricher.outputs.attempts())
                .extracting(ProviderAttempt::outcomeLabel)
                .containsExactly("SUCCESS");
        assertThat(enricher.outputs.isEmpty(EnricherNames.IN_FLIGHT_STORE)).isTrue();
    }

    @Test
    void shouldKeepTheCallInTheStoreWhileItIsInFlight() {
        enricher.alert("a", "warning");
        enricher.round();

        assertThat(enricher.outputs.isEmpty(EnricherNames.IN_FLIGHT_STORE)).isFalse();
        assertThat(enricher.outputs.answers()).isEmpty();
    }

    @Test
    void shouldAnswerInTheOrderInWhichCallsEnd() {
        enricher.alert("a", "warning");
        enricher.alert("b", "warning");
        enricher.manual.first.answer(1, Severity.HIGH);
        enricher.round();
        assertThat(enricher.outputs.answers())
                .extracting(a -> a.alert().fingerprint())
                .containsExactly("b");

        enricher.manual.first.answer(0, Severity.HIGH);
        enricher.round();
        assertThat(enricher.outputs.answers())
                .extracting(a -> a.alert().fingerprint())
                .containsExactly("a");
    }

    @Test
    void shouldParkForTheNextProviderWhenACallFails() {
        enricher.alert("a", "warning");
        enricher.manual.first.fail(0, FailureReason.SERVER_ERROR);
        enricher.round();

        EnrichmentRequest parked = enricher.outputs.parked("first").get(0);
        assertThat(parked.progress().triedThisRound()).containsExactly("first");
        assertThat(parked.progress().round()).isEqualTo(1);
        assertThat(parked.progress().emittedRevision()).isEqualTo(-1);
        assertThat(parked.parking()).isNotNull();
        assertThat(parked.parking().notBefore()).isEqualTo(enricher.manual.clock.instant());
        assertThat(enricher.outputs.answers()).isEmpty();
        assertThat(enricher.outputs.isEmpty(EnricherNames.IN_FLIGHT_STORE)).isTrue();
    }

    @Test
    void shouldReconnectOnceWhenNoByteCame() {
        enricher.alert("a", "warning");
        enricher.manual.first.fail(0, FailureReason.CONNECTION_RESET);
        enricher.round();
        assertThat(enricher.manual.first.calls()).hasSize(2);

        enricher.manual.first.fail(1, FailureReason.CONNECTION_RESET);
        enricher.round();
        assertThat(enricher.manual.first.calls()).hasSize(2);
        assertThat(enricher.outputs.parked("first")).hasSize(1);
        assertThat(enricher.outputs.attempts())
                .extracting(ProviderAttempt::ordinal)
                .containsExactly(1, 2);
    }

    @Test
    void shouldAskTheNextProviderAtOnceWhenTheFirstTakesNoCalls() {
        enricher.manual.first.refuse(FailureReason.BREAKER_OPEN);
        enricher.alert("a", "warning");
        enricher.manual.second.answer(0, Severity.HIGH);
        enricher.round();

        EnrichedIncident answer = enricher.outputs.answers().get(0);
        assertThat(answer.provenance().provider()).isEqualTo("second");
        assertThat(answer.caveats()).contains(Caveat.ALTERNATE_PROVIDER);
        assertThat(answer.provenance().attempts())
                .extracting(ProviderAttempt::outcomeLabel)
                .containsExactly("BREAKER_OPEN", "SUCCESS");
    }

    @Test
    void shouldDegradeAndParkWhenNoProviderTakesCalls() {
        enricher.manual.first.refuse(FailureReason.BREAKER_OPEN);
        enricher.manual.second.refuse(FailureReason.BREAKER_OPEN);
        enricher.alert("a", "warning");

        EnrichedIncident answer = enricher.outputs.answers().get(0);
        assertThat(answer.revision()).isZero();
        assertThat(answer.outcome()).isEqualTo(EnrichmentOutcome.DEGRADED);
        assertThat(answer.degradedReasons())
                .containsExactlyInAnyOrder(DegradedReason.NO_PROVIDER_AVAILABLE, DegradedReason.RULE_BASED);
        EnrichmentRequest parked = enricher.outputs.parked("second").get(0);
        assertThat(parked.progress().round()).isEqualTo(2);
        assertThat(parked.progress().emittedRevision()).isZero();
        assertThat(parked.parking()).isNotNull();
        assertThat(parked.parking().reason()).isEqualTo(ParkReason.CIRCUIT_OPEN);
        assertThat(parked.parking().notBefore())
                .isAfterOrEqualTo(enricher.manual.clock.instant().plusSeconds(7));
    }

    @Test
    void shouldDegradeAtTheDeadlineAndUpgradeWhenTheCallEnds() {
        enricher.alert("a", "warning");
        enricher.after(Duration.ofSeconds(30));
        EnrichedIncident degraded = enricher.outputs.answers().get(0);
        assertThat(degraded.revision()).isZero();
        assertThat(degraded.degradedReasons()).contains(DegradedReason.DEADLINE_EXCEEDED);

        enricher.manual.first.answer(0, Severity.HIGH);
        enricher.round();
        EnrichedIncident upgraded = enricher.outputs.answers().get(0);
        assertThat(upgraded.revision()).isEqualTo(1);
        assertThat(upgraded.identity()).isEqualTo(degraded.identity());
    }

    @Test
    void shouldSplitTheDeadlineOverTheProvidersLeft() {
        enricher.alert("a", "warning");

        assertThat(enricher.manual.first.calls().get(0).request().timeout()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void shouldQueueWhenNoPermitIsFreeAndServeTheMostSevereFirst() {
        enricher.alert("a", "warning");
        enricher.alert("b", "warning");
        enricher.alert("c", "warning");
        enricher.alert("d", "critical");
        assertThat(enricher.manual.first.calls()).hasSize(2);

        enricher.manual.first.answer(0, Severity.HIGH);
        enricher.round();
        assertThat(enricher.manual.first.calls()).hasSize(3);
        assertThat(enricher.manual.first.calls().get(2).request().prompt().user())
                .contains("critical");
    }

    @Test
    void shouldGiveThePermitBackWhenTheEntryThatWaitedForItCannotBeRead() {
        enricher.alert("a", "warning");
        enricher.alert("b", "warning");
        Set<String> calling = storedIds();
        enricher.alert("c", "warning");
        storedIds().stream().filter(id -> !calling.contains(id)).forEach(id -> enricher.inFlight()
                .put(id, new byte[] {1, 2, 3}));
        enricher.manual.first.answer(0, Severity.HIGH);
        enricher.round();

        assertThat(enricher.outputs.deadLetters()).hasSize(1);
        assertThat(enricher.manual.owner.dispatcher().calling()).isEqualTo(1);
    }

    private Set<String> storedIds() {
        Set<String> ids = new HashSet<>();
        try (var entries = enricher.inFlight().all()) {
            entries.forEachRemaining(entry -> ids.add(entry.key));
        }
        return ids;
    }

    @Test
    void shouldAskTheNextProviderWhenTooManyWaitForTheFirst() {
        for (String fingerprint : List.of("a", "b", "c", "d", "e", "f")) {
            enricher.alert(fingerprint, "warning");
        }

        assertThat(enricher.manual.first.calls()).hasSize(2);
        assertThat(enricher.manual.second.calls()).hasSize(1);
        assertThat(enricher.outputs.attempts())
                .extracting(ProviderAttempt::outcomeLabel)
                .containsExactly("BULKHEAD_FULL");
    }

    @Test
    void shouldCloseWhatAnAlertThatEndedWasWaitingFor() {
        enricher.alert("a", "warning");
        enricher.resolve("a");

        assertThat(enricher.manual.first.calls().get(0).future()).isCancelled();
        assertThat(enricher.outputs.answers())
                .extracting(EnrichedIncident::outcome)
                .containsExactly(EnrichmentOutcome.SUPERSEDED, EnrichmentOutcome.RESOLVED);
        assertThat(enricher.outputs.marks()).hasSize(1);
        enricher.round();
        assertThat(enricher.outputs.answers()).isEmpty();
        assertThat(enricher.outputs.isEmpty(EnricherNames.IN_FLIGHT_STORE)).isTrue();
    }

    @Test
    void shouldSayThatTheAlertWasCutForThePrompt() {
        enricher.send("a", """
                {"fingerprint":"a","name":"Long","labels":{"alertname":"Long"},"description":"%s"}
                """.formatted("word ".repeat(40_000)));
        enricher.manual.first.answer(0, Severity.HIGH);
        enricher.round();

        EnrichedIncident answer = enricher.outputs.answers().get(0);
        assertThat(answer.caveats()).contains(Caveat.INPUT_TRUNCATED);
        assertThat(answer.alert().description()).hasSize(200_000);
    }

    @Test
    void shouldNotLowerACriticalAlertBelowWarning() {
        enricher.alert("a", "critical");
        enricher.manual.first.answer(0, Severity.INFO);
        enricher.round();

        assertThat(enricher.outputs.answers().get(0).enrichment().assessment().severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void shouldAnswerAnAlertThatIsTooOldWithRulesOnly() {
        enricher.incidents.pipeInput(
                "a".getBytes(UTF_8),
                "{\"fingerprint\":\"a\",\"name\":\"Old\",\"labels\":{\"x\":\"y\"}}".getBytes(UTF_8),
                enricher.manual.clock.instant().minus(Duration.ofHours(2)));

        EnrichedIncident answer = enricher.outputs.answers().get(0);
        assertThat(answer.revision()).isEqualTo(1);
        assertThat(answer.outcome()).isEqualTo(EnrichmentOutcome.EXPIRED);
        assertThat(answer.degradedReasons()).contains(DegradedReason.ALERT_TOO_OLD);
        assertThat(enricher.manual.first.calls()).isEmpty();
    }

    @Test
    void shouldCarryAnAlertUnderAForeignKeyToItsPartition() {
        enricher.send("not its key", "{\"fingerprint\":\"a\",\"name\":\"N\",\"labels\":{\"x\":\"y\"}}");
        enricher.manual.first.answer(0, Severity.HIGH);
        enricher.round();

        EnrichedIncident answer = enricher.outputs.answers().get(0);
        assertThat(answer.identity().key()).isEqualTo("a");
        assertThat(answer.identity().origin().topic()).isEqualTo("incidents");
    }

    @Test
    void shouldMakeADeadLetterThatKeepsKeyValueAndHeadersOfWhatIsNotUnderstood() {
        enricher.send("some key", "neither Avro nor JSON");

        var letter = enricher.outputs.deadLetters().get(0);
        assertThat(letter.key()).isEqualTo("some key");
        assertThat(new String(letter.value(), UTF_8)).isEqualTo("neither Avro nor JSON");
        assertThat(new String(letter.headers().lastHeader("error.reason").value(), UTF_8))
                .isEqualTo("NOT_AVRO_OR_JSON");
        assertThat(new String(letter.headers().lastHeader("error.topic").value(), UTF_8))
                .isEqualTo("incidents");
    }

    @Test
    void shouldDecodeAnAvroAlertOnceTheRegistryHasToldItsSchema() throws Exception {
        Schema written = new Schema.Parser().parse("""
                {"type":"record","name":"Alert","namespace":"dev.understudy.v1","fields":[
                 {"name":"eventId","type":"string"},{"name":"fingerprint","type":"string"},
                 {"name":"name","type":"string"},
                 {"name":"source","type":{"type":"record","name":"AlertSource","fields":[{"name":"type","type":"string"}]}},
                 {"name":"receivedAt","type":{"type":"long","logicalType":"timestamp-millis"}}]}
                """);
        int id = enricher.manual.registry.register("another-value", new AvroSchema(written));
        GenericRecord source = new GenericData.Record(written.getField("source").schema());
        source.put("type", "native");
        GenericRecord alert = new GenericData.Record(written);
        alert.put("eventId", "e");
        alert.put("fingerprint", "a");
        alert.put("name", "N");
        alert.put("source", source);
        alert.put("receivedAt", enricher.manual.clock.millis());
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(value, null);
        new GenericDatumWriter<GenericRecord>(written).write(alert, encoder);
        enricher.incidents.pipeInput("a".getBytes(UTF_8), value.toByteArray(), enricher.manual.clock.instant());
        assertThat(enricher.outputs.isEmpty(EnricherNames.AWAITING_SCHEMA_STORE))
                .isFalse();

        Awaitility.await().untilAsserted(() -> {
            enricher.round();
            assertThat(enricher.manual.first.calls()).hasSize(1);
        });
        assertThat(enricher.outputs.isEmpty(EnricherNames.AWAITING_SCHEMA_STORE))
                .isTrue();
    }
}
