package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Role;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guarantee G3: the first revision is there within the deadline, whatever the providers do. */
class BoundedTimeIT {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration SLACK = Duration.ofSeconds(1);
    private static final String HANGING = """
            deadline: 5s
            in-flight: {max-concurrent: 50}
            providers:
              openai: {dialect: openai, base-url: "${openai}", model: gpt-5-mini, api-key: sandbox-key,
                       timeout: 60s, max-concurrent: 50, max-queued: 100000}
            """;

    @Test
    void shouldDegradeEveryAlertWithinTheDeadlineWhenTheProviderHangs(@TempDir Path folder) {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.ephemeral())) {
            sandbox.provider("openai").fail(Fault.NO_ANSWER);
            Installation installation = Installation.create(sandbox, folder, 4, HANGING);
            try (Understudy understudy = installation.start(Role.ENRICHER);
                    AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config())) {
                load.send("warm-", 1, 0);
                watch.await(DEADLINE.plusSeconds(20), seen -> seen.answers().size() == 1);

                List<String> sent = load.send("hang-", 2_000, 200);
                watch.await(DEADLINE.plusSeconds(10), seen -> seen.answered(0).containsAll(sent));

                assertThat(understudy.port()).isPositive();
                assertThat(watch.answers())
                        .filteredOn(answer -> sent.contains(answer.identity().requestId()))
                        .allSatisfy(answer -> {
                            assertThat(answer.revision()).isZero();
                            assertThat(endToEnd(answer)).isLessThan(DEADLINE.plus(SLACK));
                        });
                assertThat(watch.duplicates()).isEmpty();
            }
        }
    }

    private static Duration endToEnd(EnrichedIncident answer) {
        return Duration.between(
                answer.identity().origin().timestamp(), answer.provenance().producedAt());
    }
}
