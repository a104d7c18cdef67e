package dev.understudy.inflight.emission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.config.OutputConfig;
import dev.understudy.config.RecordExchangesConfig;
import dev.understudy.config.Topics;
import dev.understudy.domain.alert.RawHeader;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.attempt.FinishReason;
import dev.understudy.domain.attempt.RecordedExchange;
import dev.understudy.domain.attempt.TokenUsage;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.ParkReason;
import dev.understudy.domain.request.Parking;
import dev.understudy.domain.request.ResolvedMark;
import dev.understudy.serde.Codec;
import dev.understudy.serde.Codecs;
import dev.understudy.serde.Contract;
import dev.understudy.serde.IncidentJson;
import dev.understudy.testing.SampleIncidents;
import dev.understudy.testing.SampleRequests;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OutputEncoderTest {
    private static final int MAX = 64 * 1024;
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final RawRecord ORIGINAL = new RawRecord(
            new RecordRef("incidents", 3, 77, Instant.EPOCH, 0),
            null,
            null,
            List.of(new RawHeader("traceparent", PARENT.getBytes(UTF_8)), new RawHeader("of-theirs", new byte[1])));

    private final Codecs codecs = Codecs.over(new MockSchemaRegistryClient(), Map.of());

    @Test
    void shouldTellByHeadersWhatConsumersFilterBy() {
        EnrichedIncident incident = SampleIncidents.complete();

        List<Output> records = encode(false, incident);

        assertThat(records).singleElement().satisfies(record -> {
            assertThat(record.topic()).isEqualTo("incidents.enriched");
            assertThat(record.key()).isEqualTo("shop|00ff".getBytes(UTF_8));
            assertThat(headers(record))
                    .isEqualTo(new TreeMap<>(Map.ofEntries(
                            Map.entry("ce_id", "request-1/1"),
                            Map.entry("ce_source", "/understudy/one"),
                            Map.entry("ce_specversion", "1.0"),
                            Map.entry("ce_subject", "shop|00ff"),
                            Map.entry("ce_time", "2026-03-14T02:00:01.203Z"),
                            Map.entry("ce_type", "dev.understudy.incident.enriched.v1"),
                            Map.entry("content-type", "application/avro"),
                            Map.entry("degraded", "false"),
                            Map.entry("outcome", "COMPLETE"),
                            Map.entry("provider", "stand-in"),
                            Map.entry("revision", "1"),
                            Map.entry("severity", "CRITICAL"),
                            Map.entry("traceparent", PARENT))));
        });
    }

    @Test
    void shouldWriteTheSameAsJsonUnderTheSameKeyWhenAsked() {
        EnrichedIncident incident = SampleIncidents.complete();

        List<Output> records = encode(true, incident);

        assertThat(records).extracting(Output::topic).containsExactly("incidents.enriched", "incidents.enriched.json");
        assertThat(codecs.codec(Contract.ENRICHED_INCIDENT, Topics.ENRICHED)
                        .decode(records.get(0).value())
                        .identity()
                        .requestId())
                .isEqualTo("request-1");
        Output json = records.get(1);
        assertThat(new String(json.value(), UTF_8)).isEqualTo(IncidentJson.of(incident));
        assertThat(json.key()).isEqualTo(records.get(0).key());
        Map<String, String> headers = headers(records.get(0));
        headers.put("content-type", "application/json");
        assertThat(headers(json)).isEqualTo(headers);
    }

    @Test
    void shouldCutTheAlertInJsonWhereOnlyAvroFits() {
        // A control character is one byte in Avro and six in JSON.
        EnrichedIncident incident = SampleIncidents.complete("\u0001".repeat(MAX / 2));

        List<Output> records = encode(true, incident);

        assertThat(records).hasSize(2);
        assertThat(records.get(0).value()).hasSizeGreaterThan(MAX / 2);
        assertThat(new String(records.get(1).value(), UTF_8)).isEqualTo(IncidentJson.withAlertCut(incident));
        assertThat(records.get(1).value()).hasSizeLessThan(MAX);
    }

    @Test
    void shouldWriteAvroAloneWhereNoJsonFits() {
        // The texts of an enrichment are not cut; 12,000 control characters in it are 72,000 bytes of JSON.
        EnrichedIncident incident = SampleIncidents.complete();
        EnrichedIncident long_ = new EnrichedIncident(
                incident.identity(),
                incident.revision(),
                incident.alert(),
                incident.outcome(),
                incident.degradedReasons(),
                incident.caveats(),
                incident.enrichment().map(text -> "\u0001".repeat(2_000)),
                incident.provenance(),
                incident.recurrence());

        assertThat(encode(true, long_)).extracting(Output::topic).containsExactly("incidents.enriched");
    }

    @Test
    void shouldRefuseAnAnswerThatDoesNotFitInAvro() {
        EnrichedIncident incident = SampleIncidents.complete("s".repeat(MAX));

        assertThatThrownBy(() -> encode(true, incident))
                .isInstanceOf(OversizedRecordException.class)
                .hasMessageContaining("incidents.enriched");
    }

    @Test
    void shouldTellByHeadersWhyARequestIsParkedAndHowAnAttemptEnded() {
        EnrichmentRequest request = SampleRequests.tried("f", 1, null, Instant.EPOCH)
                .parked(new Parking(
                        ParkReason.RATE_LIMITED, 1, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH.plusSeconds(1)));
        OutputEncoder encoder = encoder(false);

        Output parked =
                encoder.encode(new Emission.Parked("openai", request, ORIGINAL)).get(0);
        Output tried = encoder.encode(new Emission.Tried(
                        "f", SampleIncidents.complete().provenance().attempts().get(0), ORIGINAL))
                .get(0);

        assertThat(headers(parked))
                .isEqualTo(Map.of(
                        "content-type", "application/avro",
                        "severity", "WARNING",
                        "reason", "RATE_LIMITED",
                        "traceparent", PARENT));
        assertThat(headers(tried))
                .isEqualTo(Map.of(
                        "content-type", "application/avro",
                        "outcome", "RATE_LIMITED",
                        "provider", "lead",
                        "traceparent", PARENT));
    }

    @Test
    void shouldTellTheTraceOfWhatEndedAnAlert() {
        ResolvedMark mark = new ResolvedMark("incident-1", 5, Instant.EPOCH);

        Output ended =
                encoder(true).encode(new Emission.Ended("f", mark, ORIGINAL)).get(0);

        assertThat(ended.topic()).isEqualTo("incidents.resolved");
        assertThat(headers(ended)).isEqualTo(Map.of("content-type", "application/avro", "traceparent", PARENT));
    }

    @Test
    void shouldWriteAnExchangeUnderTheHashOfItsQuestion() {
        List<Output> records = recording(true).encode(new Emission.Exchanged(exchange("words", "summary")));

        assertThat(records).singleElement().satisfies(record -> {
            assertThat(record.topic()).isEqualTo("incidents.exchanges");
            assertThat(record.key()).isEqualTo("hash-1".getBytes(UTF_8));
            assertThat(headers(record))
                    .isEqualTo(Map.of("content-type", "application/avro", "provider", "openai", "model", "model-1"));
            assertThat(exchanges().decode(record.value())).isEqualTo(exchange("words", "summary"));
        });
    }

    @Test
    void shouldLeaveTheQuestionOutOfAnExchangeThatDoesNotFit() {
        List<Output> records = recording(true).encode(new Emission.Exchanged(exchange("w".repeat(MAX), "summary")));

        assertThat(records)
                .extracting(record -> exchanges().decode(record.value()))
                .containsExactly(exchange("", "summary").withoutWords());
    }

    @Test
    void shouldLoseAnExchangeRatherThanTheAnswerWhenNothingHelps() {
        Emission tooLong = new Emission.Exchanged(exchange("words", "s".repeat(MAX)));

        assertThat(recording(true).encode(tooLong)).isEmpty();
    }

    @Test
    void shouldWriteNoExchangeUnlessAsked() {
        Emission exchanged = new Emission.Exchanged(exchange("words", "summary"));

        assertThat(recording(false).encode(exchanged)).isEmpty();
    }

    private static RecordedExchange exchange(String words, String summary) {
        return new RecordedExchange(
                new RecordedExchange.Question("openai", "model-1", "hash-1"),
                "request-1",
                "version-1",
                new RecordedExchange.Words("system", words),
                SampleIncidents.complete().enrichment().map(text -> summary),
                true,
                "model-1-b",
                FinishReason.STOP,
                new TokenUsage(7, 0, 3, 0),
                120,
                Instant.EPOCH);
    }

    private Codec<RecordedExchange> exchanges() {
        return codecs.codec(Contract.RECORDED_EXCHANGE, Topics.EXCHANGES);
    }

    private OutputEncoder recording(boolean enabled) {
        return new OutputEncoder(
                codecs,
                List.of("openai"),
                "one",
                1024,
                new RecordLimit(MAX),
                OutputConfig.defaults(),
                new RecordExchangesConfig(enabled, null));
    }

    private List<Output> encode(boolean json, EnrichedIncident incident) {
        return encoder(json).encode(new Emission.Answered(incident, ORIGINAL));
    }

    private OutputEncoder encoder(boolean json) {
        return new OutputEncoder(
                codecs,
                List.of("openai"),
                "one",
                1024,
                new RecordLimit(MAX),
                new OutputConfig(json),
                RecordExchangesConfig.defaults());
    }

    private static Map<String, String> headers(Output output) {
        Map<String, String> headers = new TreeMap<>();
        output.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }
}
