package dev.understudy.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.provider.ReceivedRequest;
import dev.understudy.sandbox.provider.ScriptedProvider;
import dev.understudy.sandbox.script.Behaviour;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.sandbox.script.Latency;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.AppProcess;
import dev.understudy.testing.Figures;
import dev.understudy.testing.Installation;
import dev.understudy.testing.LiveReader;
import dev.understudy.testing.TwoProviders;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G1, G2: every five seconds an instance joins or leaves, so that work moves all the time, calls in flight included. */
@Tag("guarantees")
class JoinAndLeaveIT {
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int ROUNDS = 3;
    private static final int PER_SECOND = 60;
    private static final int PARTITIONS = 4;
    private static final Latency LATENCY = Latency.uniform(Duration.ofMillis(300), Duration.ofMillis(900));

    private final Map<String, AppProcess> running = new HashMap<>();

    @Test
    void shouldAnswerEveryAlertOnceThoughInstancesComeAndGo(@TempDir Path folder) {
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED)) {
            ScriptedProvider lead = sandbox.provider("lead");
            ScriptedProvider standIn = sandbox.provider("stand-in");
            // One alert in ten moves on to the fallback consumer.
            lead.behave(Behaviour.failing(Fault.SERVER_ERROR).onShare(0.1).withLatency(LATENCY));
            standIn.behave(Behaviour.taking(LATENCY));
            Installation installation = Installation.create(sandbox, folder, PARTITIONS, TwoProviders.WITH_BUDGETS);
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    LiveReader reader = LiveReader.start(installation.config());
                    SteadyLoad steady = SteadyLoad.mixed(load, "join-", PER_SECOND)) {
                join(installation, "a");
                running.get("a").awaitReady();
                Instant began = Instant.now();
                int rounds = comeAndGo(installation);
                Duration took = Duration.between(began, Instant.now());
                Map<Integer, Duration> silences = reader.silences(PARTITIONS, began, Instant.now());
                List<String> sent = steady.end();
                reader.await("a last word for every alert", Duration.ofMinutes(2), seen -> seen.answered(1)
                        .containsAll(sent));
                Awaitility.await("no call without an owner").untilAsserted(() -> assertThat(
                                lead.stats().inFlight() + standIn.stats().inFlight())
                        .isZero());
                Map<String, Long> cancelled = cancelledByInstance(lead, standIn);
                leave("a");

                long received = lead.calls() + standIn.calls();
                Figures.tell(String.format(
                        "Joins and leaves: %d in %d s; calls cancelled at the providers, by instance: %s of %d; longest silence of a partition %d ms",
                        4 * rounds,
                        took.toSeconds(),
                        cancelled,
                        received,
                        silences.values().stream()
                                .mapToLong(Duration::toMillis)
                                .max()
                                .orElseThrow()));
                Aftermath.verify("Joins and leaves", installation, reader, sent);
                assertThat(cancelled).as("of instances that gave work up").containsKeys("a", "b", "c");
            } finally {
                running.values().forEach(AppProcess::close);
            }
        }
    }

    /** Answers how many rounds there were; a busy machine has time for fewer. */
    private int comeAndGo(Installation installation) {
        long began = System.nanoTime();
        int rounds = 0;
        while (rounds < ROUNDS && System.nanoTime() - began < LONGEST.toNanos()) {
            every(() -> join(installation, "b"));
            every(() -> join(installation, "c"));
            every(() -> leave("b"));
            every(() -> leave("c"));
            rounds++;
        }
        return rounds;
    }

    private static void every(Runnable step) {
        long began = System.nanoTime();
        step.run();
        Duration rest = EVERY.minusNanos(System.nanoTime() - began);
        if (!rest.isNegative()) {
            Seed.pause(rest);
        }
    }

    private void join(Installation installation, String instance) {
        // Its key tells the provider's log who calls.
        Installation own = installation.withSettings(
                installation.settings().replaceAll("api-key: [a-z-]+", "api-key: key-of-" + instance));
        running.put(instance, AppProcess.start(own, instance, "enricher,fallback"));
    }

    private void leave(String instance) {
        AppProcess app = running.remove(instance);
        assertThat(app.awaitReady().stop(GRACE)).as(app.log()).isZero();
    }

    private static Map<String, Long> cancelledByInstance(ScriptedProvider... providers) {
        return Stream.of(providers)
                .flatMap(provider -> provider.requests().all().stream())
                .filter(request -> request.reaction().equals(ReceivedRequest.BROKEN_BY_CLIENT))
                .collect(Collectors.groupingBy(
                        request -> request.headers().get("authorization").replace("Bearer key-of-", ""),
                        TreeMap::new,
                        Collectors.counting()));
    }
}
