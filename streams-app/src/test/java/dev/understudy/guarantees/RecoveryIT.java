package dev.understudy.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.AppProcess;
import dev.understudy.testing.Figures;
import dev.understudy.testing.Installation;
import dev.understudy.testing.LiveReader;
import dev.understudy.testing.TwoProviders;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the only instance: started again at once, it goes on within seconds, for readers of committed records. */
@Tag("guarantees")
class RecoveryIT {
    private static final Duration BOUND = Duration.ofSeconds(5);
    /** A machine on which even an ordinary start takes longer than the bound gets this percentage of it. */
    private static final int PERCENT_OF_A_START = 150;
    /** Until then no new process can have answered: what is seen is of the dead one. */
    private static final Duration OF_THE_DEAD = Duration.ofMillis(700);

    private static final int KILLS = 3;
    private static final int PER_SECOND = 40;
    private static final int PARTITIONS = 4;

    @Test
    void shouldAnswerAgainWithinFiveSecondsOfTheRestart(@TempDir Path folder) {
        Seed seed = new Seed();
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.CHILD)) {
            Installation installation = Installation.create(sandbox, folder, PARTITIONS, TwoProviders.SETTINGS);
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    LiveReader reader = LiveReader.start(installation.config());
                    SteadyLoad steady = SteadyLoad.start(load, "recovery-", PER_SECOND)) {
                Instant began = Instant.now();
                AppProcess app = AppProcess.start(installation, "one", "enricher,fallback");
                Duration ordinary = untilAnswered(reader, began);
                List<Duration> silences = new ArrayList<>();
                for (int i = 0; i < KILLS; i++) {
                    seed.pause(Duration.ofSeconds(2), Duration.ofSeconds(4));
                    app.kill();
                    Instant restarted = Instant.now();
                    app = AppProcess.start(installation, "one", "enricher,fallback");
                    silences.add(
                            untilAnswered(reader, restarted.plus(OF_THE_DEAD)).plus(OF_THE_DEAD));
                }
                List<Duration> sorted = silences.stream().sorted().toList();
                Figures.tell(String.format(
                        "Recovery after kill -9 of the only instance: from the restart to the first committed answer %s ms; a first start took %d ms",
                        silences.stream()
                                .map(silence -> Long.toString(silence.toMillis()))
                                .collect(Collectors.joining(", ")),
                        ordinary.toMillis()));
                List<String> sent = steady.end();
                reader.await("a last word for every alert", Duration.ofMinutes(3), seen -> seen.answered(1)
                        .containsAll(sent));
                assertThat(app.stop(Duration.ofSeconds(20))).as(app.log()).isZero();

                Aftermath.verify("Recovery", installation, reader, sent);
                assertThat(sorted.get(KILLS / 2)).as("median").isLessThanOrEqualTo(bound(ordinary));
            }
        }
    }

    private static Duration bound(Duration ordinary) {
        Duration onThisMachine = ordinary.multipliedBy(PERCENT_OF_A_START).dividedBy(100);
        return onThisMachine.compareTo(BOUND) > 0 ? onThisMachine : BOUND;
    }

    private static Duration untilAnswered(LiveReader reader, Instant from) {
        reader.await("an answer", Duration.ofMinutes(1), seen -> seen.answers().stream()
                .anyMatch(answer -> answer.seenAt().isAfter(from)));
        Instant first = reader.answers().stream()
                .map(LiveReader.Answer::seenAt)
                .filter(from::isBefore)
                .findFirst()
                .orElseThrow();
        return Duration.between(from, first);
    }
}
