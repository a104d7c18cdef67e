package dev.understudy.runtime.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.config.ConfigException;
import dev.understudy.config.Topics;
import dev.understudy.domain.alert.RawHeader;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.serde.Codecs;
import dev.understudy.serde.Contract;
import dev.understudy.testing.SampleRequests;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
    private static final Set<String> TOPICS = Set.of(Topics.INCIDENTS, Topics.retry("openai"));
    private static final Codecs CODECS = Codecs.over(new MockSchemaRegistryClient(), Map.of("url", "mock://unused"));

    @Test
    void shouldTellTheHeadersOfTheOriginalFromOurs() {
        ConsumerRecord<byte[], byte[]> record = record(
                "error.reason",
                "of a letter before",
                "traceparent",
                "00-1",
                "error.reason",
                "NOT_JSON",
                "error.topic",
                "incidents");

        DeadLetter letter = DeadLetter.of(record);

        assertThat(letter.why().reason()).isEqualTo("NOT_JSON");
        assertThat(letter.headers()).extracting(RawHeader::key).containsExactly("error.reason", "traceparent");
        assertThat(new String(letter.headers().get(0).value(), UTF_8)).isEqualTo("of a letter before");
        assertThat(letter.redrives()).isZero();
    }

    @Test
    void shouldSendTheOriginalBackOneRedriveFurther() {
        ConsumerRecord<byte[], byte[]> record = record(
                "traceparent",
                "00-1",
                "understudy-redrives",
                "1",
                "understudy-redriven-from",
                "0-1",
                "error.topic",
                "incidents",
                "error.reason",
                "NOT_JSON");

        ProducerRecord<byte[], byte[]> sent = new RedriveRecords(CODECS).of(DeadLetter.of(record));

        assertThat(sent.topic()).isEqualTo("incidents");
        assertThat(sent.key()).isEqualTo("key".getBytes(UTF_8));
        assertThat(sent.value()).isEqualTo("value".getBytes(UTF_8));
        assertThat(sent.partition()).isNull();
        assertThat(sent.timestamp()).isNull();
        assertThat(sent.headers().toArray())
                .extracting(Header::key, header -> new String(header.value(), UTF_8))
                .containsExactly(
                        tuple("traceparent", "00-1"),
                        tuple("understudy-redrives", "2"),
                        tuple("understudy-redriven-from", "3-17"));
    }

    @Test
    void shouldSendOfAParkedRequestOnlyItsAlertSoThatItDoesNotBeginAgainUnderTheSameId() {
        String topic = Topics.retry("openai");
        EnrichmentRequest request = SampleRequests.tried("a", 1, null, Instant.EPOCH);
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                Topics.DEAD_LETTER,
                3,
                17,
                "key".getBytes(UTF_8),
                CODECS.codec(Contract.ENRICHMENT_REQUEST, topic).encode(request));
        String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        Map.of("error.topic", topic, "traceparent", parent, "severity", "HIGH")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));

        ProducerRecord<byte[], byte[]> sent = new RedriveRecords(CODECS).of(DeadLetter.of(record));

        assertThat(sent.topic()).isEqualTo("incidents");
        assertThat(sent.key()).isEqualTo(request.alert().key().value().getBytes(UTF_8));
        assertThat(CODECS.codec(Contract.ALERT, Topics.INCIDENTS).decode(sent.value()))
                .isEqualTo(request.alert());
        assertThat(sent.headers().toArray())
                .extracting(Header::key, header -> new String(header.value(), UTF_8))
                .containsExactly(
                        tuple("traceparent", parent),
                        tuple("understudy-redrives", "1"),
                        tuple("understudy-redriven-from", "3-17"));
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }

    @Test
    void shouldRefuseWhatCannotOrMustNotBeSentAgain() {
        assertThat(refusal("error.topic", "incidents")).isNull();
        assertThat(refusal("error.topic", "incidents.retry.openai")).isNull();
        assertThat(refusal("error.topic", "incidents", "understudy-redrives", "2"))
                .isNull();
        assertThat(refusal("error.topic", "incidents", "understudy-redrives", "3"))
                .startsWith("was sent again 3 times and came back");
        assertThat(refusal("error.topic", "incidents", "error.original-bytes", "2000000"))
                .isEqualTo("is not whole: only a part is kept of the value of 2000000 bytes");
        assertThat(refusal("error.topic", "in-flight")).contains("no topic that takes records back");
        assertThat(refusal()).startsWith("comes from nowhere that it says");
    }

    private static String refusal(String... headers) {
        RedrivePlan plan = RedrivePlan.of(List.of(DeadLetter.of(record(headers))), Set.of(), TOPICS, 3);
        assertThat(plan.letters()).hasSize(1 - plan.refusals().size());
        return plan.refusals().isEmpty() ? null : plan.refusals().get(0).reason();
    }

    @Test
    void shouldLeaveOutWhatWasSentAgainBefore() {
        DeadLetter letter = DeadLetter.of(record("error.topic", "incidents"));

        RedrivePlan plan = RedrivePlan.of(List.of(letter), Set.of(new LetterId(3, 17)), TOPICS, 3);

        assertThat(plan).isEqualTo(new RedrivePlan(List.of(), List.of(new LetterId(3, 17)), List.of()));
    }

    @Test
    void shouldReadWhereALetterIs() {
        assertThat(LetterId.of("3-17")).isEqualTo(new LetterId(3, 17));
        assertThat(LetterId.of("incidents.dead-letter-3-17")).isEqualTo(new LetterId(3, 17));
        assertThatThrownBy(() -> LetterId.of("17"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("expected partition and offset, such as 3-17");
    }

    @Test
    void shouldTakeWhatFitsEveryCondition() {
        DeadLetter letter = DeadLetter.of(record("error.topic", "incidents", "error.reason", "NOT_JSON"));

        for (Map.Entry<LetterFilter, Boolean> filter : Map.of(
                        filter(null, null), true,
                        filter("not_json", "incidents"), true,
                        filter("TOO_LARGE", null), false,
                        filter(null, "incidents.retry.openai"), false)
                .entrySet()) {
            assertThat(filter.getKey().takes(letter))
                    .as(filter.getKey().toString())
                    .isEqualTo(filter.getValue());
        }
        assertThat(LetterFilter.of(Set.of(new LetterId(3, 18))).takes(letter)).isFalse();
    }

    private static LetterFilter filter(String reason, String topic) {
        return new LetterFilter(dev.understudy.runtime.client.TimeRange.WHOLE_TOPIC, reason, topic, Set.of());
    }

    private static ConsumerRecord<byte[], byte[]> record(String... headers) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(Topics.DEAD_LETTER, 3, 17, "key".getBytes(UTF_8), "value".getBytes(UTF_8));
        for (int i = 0; i < headers.length; i += 2) {
            record.headers().add(headers[i], headers[i + 1].getBytes(UTF_8));
        }
        return record;
    }
}
