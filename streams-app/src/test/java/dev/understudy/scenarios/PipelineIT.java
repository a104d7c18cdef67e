package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Role;
import dev.understudy.config.Topics;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of an alert, on a real broker, a real registry protocol and real HTTP. */
class PipelineIT {
    private static final Path SAMPLES = Path.of("..", "examples", "alerts.jsonl");
    static final String ONE_PROVIDER = """
            providers:
              openai: {dialect: openai, base-url: "${openai}", model: gpt-5-mini, api-key: sandbox-key}
            """;

    @Test
    void shouldAnswerEverySampleAlert(@TempDir Path folder) throws IOException {
        List<String> samples = Files.readAllLines(SAMPLES);
        try (Sandbox sandbox = Sandbox.start()) {
            Installation installation = Installation.create(sandbox, folder, 4, ONE_PROVIDER);
            try (Understudy understudy = installation.start(Role.ENRICHER);
                    AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config())) {
                List<String> requests = samples.stream().map(line -> load.send("any key", line)).toList().stream()
                        .map(AlertLoad::requestId)
                        .toList();

                watch.await(Duration.ofSeconds(60), seen -> seen.answered(0).containsAll(requests));

                assertThat(understudy.port()).isPositive();
                assertThat(watch.duplicates()).isEmpty();
                assertThat(watch.count(Topics.DEAD_LETTER)).isZero();
                // One sample says that its alert is over: it closes what the alert was waiting for. Some repeat others.
                assertThat(watch.answers())
                        .extracting(EnrichedIncident::outcome)
                        .contains(EnrichmentOutcome.RESOLVED)
                        .isSubsetOf(
                                EnrichmentOutcome.COMPLETE,
                                EnrichmentOutcome.REUSED,
                                EnrichmentOutcome.RESOLVED,
                                EnrichmentOutcome.SUPERSEDED);
            }
        }
    }
}
