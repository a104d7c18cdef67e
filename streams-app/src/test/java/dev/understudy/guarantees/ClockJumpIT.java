package dev.understudy.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Role;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.runtime.Pipeline;
import dev.understudy.runtime.RunOptions;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.Figures;
import dev.understudy.testing.Installation;
import dev.understudy.testing.LiveReader;
import dev.understudy.testing.Remains;
import dev.understudy.testing.TwoProviders;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clock jumps an hour. Forward: what is in flight gets its first revision at once and its answer later, what is
 * parked becomes due, and nothing expires that is younger than {@code expires}. Backward: new alerts are
 * answered as if nothing had happened, those in flight get their first revision; what was parked before, with its first
 * revision out, is due by the time that was set for it, so up to an hour late.
 */
@Tag("guarantees")
class ClockJumpIT {
    private static final int ALERTS = 60;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration AT_ONCE = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final double MOST_CORES = 0.8;
    private static final String SETTINGS = TwoProviders.SETTINGS
            .replace("deadline: 5s", "deadline: 40s\nmax-alert-age: 6h")
            .replace("timeout: 4s", "timeout: 30s");

    private final JumpingClock clock = new JumpingClock();

    @Test
    void shouldAnswerAtOnceWhatIsInFlightWhenTheClockJumpsForward(@TempDir Path folder) throws InterruptedException {
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED)) {
            Installation installation = Installation.create(sandbox, folder, 2, SETTINGS);
            sandbox.providers().forEach(provider -> provider.fail(Fault.NO_ANSWER));
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    LiveReader reader = LiveReader.start(installation.config());
                    Understudy understudy = start(installation)) {
                List<String> sent = new ArrayList<>(load.send("flying-", ALERTS, 0));
                awaitStored(sandbox, sent);
                assertThat(reader.answers()).isEmpty();

                clock.jump(HOUR);
                long jumped = System.nanoTime();
                reader.await("a first word at once", AT_ONCE, seen -> seen.answered(0)
                        .containsAll(sent));
                Duration firstWords = Duration.ofNanos(System.nanoTime() - jumped);
                sandbox.providers().forEach(provider -> provider.heal());
                sent.addAll(load.send("after-", ALERTS, 0));
                reader.await(
                        "a last word for all", SOON, seen -> seen.answered(1).containsAll(sent));
                assertNoneExpired(reader);
                finish("Clock an hour forward", understudy);
                Figures.tell(String.format(
                        "Clock an hour forward: first words for all in flight after %d ms", firstWords.toMillis()));
                Aftermath.verify("Clock an hour forward", installation, reader, sent);
            }
        }
    }

    @Test
    void shouldAnswerInTimeWhenTheClockJumpsBack(@TempDir Path folder) throws InterruptedException {
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED)) {
            Installation installation = Installation.create(sandbox, folder, 2, TwoProviders.SETTINGS);
            sandbox.providers().forEach(provider -> provider.fail(Fault.SERVER_ERROR));
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    LiveReader reader = LiveReader.start(installation.config());
                    Understudy understudy = start(installation)) {
                List<String> sent = new ArrayList<>(load.send("parked-", ALERTS, 0));
                reader.await("parked", SOON, seen -> seen.answered(0).containsAll(sent));
                sandbox.providers().forEach(provider -> provider.fail(Fault.NO_ANSWER));
                Seed.pause(Duration.ofSeconds(2));
                List<String> flying = load.send("flying-", ALERTS, 0);
                awaitStored(sandbox, flying);

                clock.jump(HOUR.negated());
                List<String> fresh = load.send("fresh-", ALERTS, 0);
                reader.await(
                        "a first word in time",
                        SOON,
                        seen -> seen.answered(0).containsAll(flying)
                                && seen.answered(0).containsAll(fresh));
                sandbox.providers().forEach(provider -> provider.heal());
                sent.addAll(flying);
                sent.addAll(fresh);
                long healed = System.nanoTime();
                reader.await(
                        "a last word in time", SOON, seen -> seen.answered(1).containsAll(fresh));
                Duration lastWords = Duration.ofNanos(System.nanoTime() - healed);
                clock.jump(HOUR);
                reader.await(
                        "a last word for all", SOON, seen -> seen.answered(1).containsAll(sent));
                assertNoneExpired(reader);
                finish("Clock an hour back", understudy);
                Figures.tell(String.format(
                        "Clock an hour back: last words for what came later %d ms after the providers healed",
                        lastWords.toMillis()));
                Aftermath.verify("Clock an hour back", installation, reader, sent);
            }
        }
    }

    /** Waits until an application has taken them on: each has its entry in a store. */
    private static void awaitStored(Sandbox sandbox, List<String> requests) {
        Remains remains = new Remains(sandbox.broker());
        Awaitility.await("taken on").atMost(SOON).until(() -> {
            String entries = String.join(" ", remains.entries());
            return requests.stream().allMatch(entries::contains);
        });
    }

    private Understudy start(Installation installation) {
        return Understudy.start(
                installation.config(),
                new RunOptions(Set.of(Role.ENRICHER, Role.FALLBACK), false, Duration.ofSeconds(20)),
                context -> Pipeline.create(context, clock));
    }

    private static void assertNoneExpired(LiveReader reader) {
        assertThat(reader.answers())
                .noneMatch(answer -> answer.outcome() == EnrichmentOutcome.EXPIRED
                        || answer.outcome() == EnrichmentOutcome.SUPERSEDED);
    }

    private static void finish(String heading, Understudy understudy) {
        var machine = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Calm.verify(
                heading + ": at rest this process, broker included, takes",
                MOST_CORES,
                () -> Duration.ofNanos(machine.getProcessCpuTime()));
        understudy.close();
        assertThat(understudy.isClean()).isTrue();
    }
}
