package dev.understudy.demo.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.config.ConfigException;
import dev.understudy.domain.alert.RecordRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertTextsTest {
    private static final String ALERT = "{\"status\":\"firing\",\"labels\":{\"alertname\":\"Load\"}}";

    @Test
    void shouldShipTheSamples() {
        AlertTexts samples = AlertTexts.read(null);

        AlertText first = samples.next();

        assertThat(first.indexes()).containsExactly(0);
        assertThat(first.key()).isNotBlank();
    }

    @Test
    void shouldExpectARequestForEachAlertOfAWebhookBody(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("alerts.jsonl"), "{\"version\":\"4\",\"alerts\":[" + ALERT + "," + ALERT + ",7]}\n");

        AlertText text = AlertTexts.read(file).next();

        assertThat(text.key()).isNull();
        assertThat(text.places(new RecordRef("incidents", 3, 14, Instant.EPOCH, 0)))
                .extracting(RecordRef::index)
                .containsExactly(0, 1, 2);
    }

    @Test
    void shouldExpectADeadLetterForWhatIsNoAlert(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("alerts.jsonl"), "no json\n" + ALERT + "\n");

        AlertText text = AlertTexts.read(file).next();

        assertThat(text.indexes()).containsExactly(0);
        assertThat(text.key()).isNull();
    }

    @Test
    void shouldBeginAgainAfterTheLast(@TempDir Path folder) throws IOException {
        AlertTexts texts = AlertTexts.read(Files.writeString(folder.resolve("alerts.jsonl"), ALERT + "\n\n"));

        assertThat(texts.next()).isEqualTo(texts.next());
    }

    @Test
    void shouldRefuseAFileWithoutAlerts(@TempDir Path folder) throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.jsonl"), "\n");

        assertThatThrownBy(() -> AlertTexts.read(empty))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("holds no alert");
        assertThatThrownBy(() -> AlertTexts.read(folder.resolve("missing")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("cannot be read");
    }
}
