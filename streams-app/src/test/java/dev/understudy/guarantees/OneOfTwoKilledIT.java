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
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * G2, G3: one of two instances is killed and does not come back. The other takes its partitions over, and no reader of
 * the answers waits for longer than it takes to notice the death and to abort the transaction that the dead one left.
 */
@Tag("guarantees")
class OneOfTwoKilledIT {
    private static final int KILLS = 10;
    private static final int PARTITIONS = 4;
    private static final int PER_SECOND = 60;
    /** Session timeout, transaction timeout, and 2 s. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(6 + 10 + 2);

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @Test
    void shouldSilenceNoPartitionForLongerThanTimeoutsTakeThoughOneOfTwoIsKilledTenTimes(@TempDir Path folder) {
        Seed seed = new Seed();
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.CHILD)) {
            Installation installation = Installation.create(
                    sandbox, folder, PARTITIONS, TwoProviders.SETTINGS.replace("deadline: 5s", "deadline: 30s"));
            assertThat(installation.config().deadline()).isEqualTo(DEADLINE);
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    LiveReader reader = LiveReader.start(installation.config())) {
                AppProcess survivor = start(installation, 0);
                SteadyLoad steady = SteadyLoad.start(load, "one-of-two-", PER_SECOND);
                List<Duration> silences = new ArrayList<>();
                for (int kill = 1; kill <= KILLS; kill++) {
                    AppProcess second = start(installation, kill);
                    awaitAnswersOf(reader, PARTITIONS, "i" + (kill - 1), "i" + kill);
                    seed.pause(Duration.ofMillis(500), Duration.ofSeconds(1));
                    silences.add(silenceAfter(survivor, reader));
                    survivor = second;
                }
                List<String> sent = steady.end();
                reader.await("a last word for every alert", Duration.ofMinutes(1), seen -> seen.answered(1)
                        .containsAll(sent));
                assertThat(survivor.stop(Duration.ofSeconds(30)))
                        .as(survivor.log())
                        .isZero();

                Collections.sort(silences);
                Figures.row(
                        "one of two killed, %d times".formatted(KILLS),
                        "longest silence of an output partition each time, ms: "
                                + silences.stream().map(Duration::toMillis).toList());
                Aftermath.verify("the same, afterwards", installation, reader, sent);
                assertThat(silences).last().satisfies(longest -> assertThat(longest)
                        .isLessThan(LONGEST_SILENCE)
                        .isLessThan(DEADLINE));
            }
        }
    }

    private static AppProcess start(Installation installation, int number) {
        return AppProcess.start(installation, "i" + number, "enricher,fallback").awaitReady();
    }

    /** Waits until both instances have work. */
    private static void awaitAnswersOf(LiveReader reader, int partitions, String one, String other) {
        Instant from = Instant.now();
        reader.await("both share the work", Duration.ofMinutes(1), seen -> {
            List<LiveReader.Answer> recent = seen.answers().stream()
                    .filter(answer -> answer.seenAt().isAfter(from))
                    .toList();
            return recent.stream().map(LiveReader.Answer::partition).distinct().count() == partitions
                    && recent.stream().anyMatch(answer -> answer.instance().equals(one))
                    && recent.stream().anyMatch(answer -> answer.instance().equals(other));
        });
    }

    private static Duration silenceAfter(AppProcess victim, LiveReader reader) {
        Instant killed = Instant.now();
        victim.kill();
        reader.await(
                "an alert sent after the kill is answered in each partition",
                LONGEST_SILENCE.plusSeconds(30),
                seen -> seen.answers().stream()
                                .filter(answer -> answer.sentAt().isAfter(killed))
                                .map(LiveReader.Answer::partition)
                                .distinct()
                                .count()
                        == PARTITIONS);
        return Collections.max(
                reader.silences(PARTITIONS, killed, Instant.now()).values());
    }
}
