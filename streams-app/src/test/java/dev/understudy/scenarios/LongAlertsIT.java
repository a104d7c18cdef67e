package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.config.Role;
import dev.understudy.config.Topics;
import dev.understudy.domain.enrichment.Caveat;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.Provenance;
import dev.understudy.prompt.AnswerSchema;
import dev.understudy.prompt.layout.Utf8;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.provider.ReceivedRequest;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.Figures;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import dev.understudy.testing.TwoProviders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Alerts longer than a model's window are answered, and their records say how much of them the model saw. Every second
 * word of their texts is a secret, so that one stands across the cut wherever that is.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongAlertsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WINDOW = 16_000;
    private static final double BYTES_PER_TOKEN = 3.5;
    private static final String TOKEN = "ghp" + "_";
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private Sandbox sandbox;
    private Understudy understudy;
    private AlertLoad load;
    private TopicWatch watch;

    @BeforeAll
    void start(@TempDir Path folder) {
        sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED);
        sandbox.provider("lead").recordBodies(true);
        Installation installation =
                Installation.create(sandbox, folder, 2, "max-alert-bytes: 4194304\n" + TwoProviders.SETTINGS);
        understudy = installation.start(Role.ENRICHER, Role.FALLBACK);
        load = new AlertLoad(sandbox.bootstrapServers());
        watch = new TopicWatch(installation.config());
    }

    @AfterAll
    void stop() {
        watch.close();
        load.close();
        understudy.close();
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 200_000, 2_000_000})
    void shouldAnswerAndRecordWhatTheModelSaw(int length) throws JsonProcessingException {
        String name = "Long" + length;
        String description = description(length);

        String request = AlertLoad.requestId(load.send(name, alert(name, description)));
        watch.await(PATIENCE, seen -> seen.answered(1).contains(request));

        EnrichedIncident answer = answer(request);
        assertThat(answer.outcome()).isEqualTo(EnrichmentOutcome.COMPLETE);
        assertThat(answer.alert().description()).isEqualTo(description);
        assertThat(watch.count(Topics.DEAD_LETTER)).isZero();

        Provenance.PromptRef prompt = answer.provenance().prompt();
        String seen = messages(name);
        assertThat(prompt.tokensEstimated())
                .isEqualTo((long) Math.ceil(
                        (Utf8.length(seen) + Utf8.length(AnswerSchema.current().sentText())) / BYTES_PER_TOKEN))
                .isLessThanOrEqualTo(WINDOW);
        assertThat(seen).contains("alertname: " + name + "\n", "severity: critical\n", "  zone: eu-1\n");
        String note = " bytes of this alert were left out because it is too long; [...] marks where.)\nEND ALERT";
        if (length < WINDOW) {
            assertThat(prompt.bytesCut()).isZero();
            assertThat(answer.caveats()).doesNotContain(Caveat.INPUT_TRUNCATED);
            assertThat(seen).doesNotContain(note, "[...]");
        } else {
            assertThat(answer.caveats()).contains(Caveat.INPUT_TRUNCATED);
            assertThat(prompt.tokensEstimated()).isGreaterThan(WINDOW * 95L / 100);
            assertThat(seen).contains("\n(" + prompt.bytesCut() + note);
        }
        assertThat(seen).contains("[REDACTED:").doesNotContain(TOKEN);
        Figures.tell(String.format(
                "Long alerts: alert of %d bytes: about %d tokens estimated, %d bytes of what was left after redaction cut,"
                        + " answered after %d ms",
                length,
                prompt.tokensEstimated(),
                prompt.bytesCut(),
                answer.provenance().times().endToEnd()));
    }

    private EnrichedIncident answer(String request) {
        return watch.answers().stream()
                .filter(answer -> answer.identity().requestId().equals(request))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    /** The words of the one call about an alert, as the provider got them. */
    private String messages(String name) throws JsonProcessingException {
        List<ReceivedRequest> received = sandbox.provider("lead").requests().matching("alertname: " + name + "\\\\n");
        assertThat(received).hasSize(1);
        StringBuilder words = new StringBuilder();
        for (JsonNode message : JSON.readTree(received.get(0).body()).path("messages")) {
            words.append(message.path("content").textValue()).append('\n');
        }
        return words.toString().strip();
    }

    private static String description(int length) {
        Random random = new Random(length);
        StringBuilder text = new StringBuilder(length + 64);
        while (text.length() < length) {
            text.append("retry ").append(TOKEN);
            random.ints(36, 0, LETTERS.length()).forEach(i -> text.append(LETTERS.charAt(i)));
            text.append(text.length() % 5 == 0 ? "\n" : " ");
        }
        return text.toString().strip();
    }

    private static String alert(String name, String description) throws JsonProcessingException {
        return JSON.writeValueAsString(Map.of(
                "fingerprint",
                name,
                "name",
                name,
                "status",
                "FIRING",
                "severity",
                "critical",
                "description",
                description,
                "labels",
                Map.of("alertname", name, "zone", "eu-1"),
                "startsAt",
                "2026-03-14T01:00:00Z"));
    }
}
