package dev.understudy.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
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
