package dev.understudy.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertTimes;
import dev.understudy.testing.ManualClock;
import dev.understudy.testing.SampleRequests;
import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class AlertPublisherTest {
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    @Test
    void shouldSendLinesAsTheyAre() {
        // When
        PublishReport report = publish("{\"a\": 1}\n\nnonsense\n");

        // Then
        assertThat(producer.history())
                .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                .containsExactly("{\"a\": 1}", "nonsense");
        assertThat(producer.history())
                .allSatisfy(record -> assertThat(record.key()).isNull());
        assertThat(report).isEqualTo(new PublishReport(2, List.of()));
    }

    @Test
    void shouldReportWhatTheBrokerRefusesWithItsLine() {
        // Given
        producer.sendException = new RecordTooLargeException("too large");

        // When
        PublishReport report = publish("\n{}\n");

        // Then
        assertThat(report).isEqualTo(new PublishReport(0, List.of(new PublishReport.Refusal(2, "too large"))));
    }

    @Test
    void shouldReadAnInputThatIsOneTextOverManyLines() {
        assertThat(texts("{\n \"a\": 1\n}\n")).containsExactly(new NumberedText(1, "{\n \"a\": 1\n}"));
        assertThat(texts("{}\n{\n}\n"))
                .containsExactly(new NumberedText(1, "{}"), new NumberedText(2, "{"), new NumberedText(3, "}"));
        assertThat(texts("")).isEmpty();
    }

    @Test
    void shouldReadPrettyPrintedTextsOneAfterTheOther() {
        assertThat(texts("\uFEFF[\n{\"a\": \"}\\\"]\"}\n]\n\n{\n \"b\": {}\n}\n{\"c\": 1}\n"))
                .containsExactly(
                        new NumberedText(1, "[\n{\"a\": \"}\\\"]\"}\n]"),
                        new NumberedText(5, "{\n \"b\": {}\n}"),
                        new NumberedText(8, "{\"c\": 1}"));
    }

    @Test
    void shouldReadAnInputAgainAndAgain() {
        AtomicInteger passes = new AtomicInteger();
        Iterator<NumberedText> thrice = NumberedText.repeated(
                        () -> new BufferedReader(new StringReader("1\n2\n")), 3, passes::incrementAndGet)
                .iterator();
        List<String> read = new ArrayList<>();
        thrice.forEachRemaining(text -> read.add(passes.get() + ":" + text.text()));
        assertThat(read).containsExactly("1:1", "1:2", "2:1", "2:2", "3:1", "3:2");

        Iterator<NumberedText> endless = NumberedText.repeated(
                        () -> new BufferedReader(new StringReader("1\n")), 0, () -> {})
                .iterator();
        for (int i = 0; i < 1_000; i++) {
            assertThat(endless.next().text()).isEqualTo("1");
        }
        assertThat(NumberedText.repeated(() -> new BufferedReader(new StringReader("")), 0, () -> {}))
                .isEmpty();
    }

    @Test
    void shouldLetEachPassBeAnEpisodeOfItsOwn() {
        ManualClock clock = new ManualClock(Instant.parse("2026-03-14T02:00:00Z"));
        FreshTimes times = new FreshTimes(clock);
        times.beginPass();
        clock.advance(Duration.ofSeconds(5));
        Alert alert = SampleRequests.tried("a", 1, null, Instant.EPOCH).alert();

        assertThat(times.apply(alert).times())
                .isEqualTo(new AlertTimes(Instant.parse("2026-03-14T02:00:00Z"), null, Instant.EPOCH));
        AlertTimes ended = new AlertTimes(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);
        assertThat(times.apply(alert.withTimes(ended)).times())
                .isEqualTo(new AlertTimes(
                        Instant.parse("2026-03-14T02:00:00Z"), Instant.parse("2026-03-14T02:00:05Z"), Instant.EPOCH));
        times.beginPass();
        assertThat(times.apply(alert).times().startsAt()).isEqualTo("2026-03-14T02:00:05Z");
    }

    @Test
    void shouldNameARefusalOnceHoweverOftenItsFileIsSent() {
        producer.sendException = new RecordTooLargeException("too large");

        try (AlertPublisher publisher = new AlertPublisher(producer, Clock.systemUTC())) {
            assertThat(publisher
                            .publishAsTheyAre(
                                    NumberedText.repeated(
                                            () -> new BufferedReader(new StringReader("{}\n")), 5, () -> {}),
                                    "incidents",
                                    0)
                            .refusals())
                    .hasSize(1);
        }
    }

    private PublishReport publish(String input) {
        try (AlertPublisher publisher = new AlertPublisher(producer, Clock.systemUTC())) {
            return publisher.publishAsTheyAre(
                    NumberedText.of(new BufferedReader(new StringReader(input))), "incidents", 0);
        }
    }

    private static List<NumberedText> texts(String input) {
        List<NumberedText> texts = new ArrayList<>();
        NumberedText.of(new BufferedReader(new StringReader(input))).forEach(texts::add);
        return texts;
    }
}
