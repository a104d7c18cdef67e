package dev.understudy.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Topics;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.broker.ChildBroker;
import dev.understudy.sandbox.http.Ports;
import dev.understudy.testing.AppProcess;
import dev.understudy.testing.Figures;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway under load, in a process of its own, and what becomes of it when its broker is killed. */
@Tag("guarantees")
class GatewayLoadIT {
    private static final int PER_SECOND = 2_000;
    private static final int CONNECTIONS = 48;
    private static final Duration RUN = Duration.ofSeconds(30);
    private static final Duration WARM_UP = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    void shouldAcknowledgeWhatIsSentAndLoseNothingWhenTheBrokerIsKilled() {
        int port = Ports.free();
        SandboxOptions options = SandboxOptions.ephemeral().withBroker(SandboxOptions.BrokerForm.CHILD);
        try (Sandbox sandbox = Sandbox.start(options)) {
            Installation installation = Installation.create(
                    sandbox,
                    folder,
                    12,
                    PipelineIT.ONE_PROVIDER + "gateway: {port: %d, delivery-timeout: 3s}\n".formatted(port));
            try (AppProcess gateway =
                    AppProcess.start(installation, "gw", "gateway").awaitReady()) {
                try (Sending warmUp = Sending.start(port, CONNECTIONS, PER_SECOND)) {
                    pass(WARM_UP);
                    warmUp.stop();
                }
                Set<String> acknowledged = new HashSet<>(steadily(port));
                acknowledged.addAll(whileTheBrokerIsKilled(port, (ChildBroker) sandbox.broker()));
                try (TopicWatch watch = new TopicWatch(installation.config())) {
                    Set<String> written = watch.toEnd().records(Topics.INCIDENTS).stream()
                            .map(record -> new String(record.key(), UTF_8))
                            .collect(Collectors.toSet());
                    assertThat(acknowledged.stream().filter(id -> !written.contains(id)))
                            .as("alerts that were answered with 200 and are not on the topic")
                            .isEmpty();
                }
                assertThat(gateway.stop(Duration.ofSeconds(20))).isZero();
            }
        }
    }

    private static Set<String> steadily(int port) {
        try (Sending sending = Sending.start(port, CONNECTIONS, PER_SECOND, "steady-")) {
            pass(RUN);
            Set<String> acknowledged = sending.stop();
            List<Duration> sorted = sending.delays().stream().sorted().toList();
            assertThat(sending.statuses()).containsOnlyKeys(200);
            Figures.row(
                    "gateway, alerts over HTTP, one in a request",
                    "%d/s asked for, %d acknowledged in %d s; due to acknowledged p50 %d, p99 %d, most %d ms"
                            .formatted(
                                    PER_SECOND,
                                    acknowledged.size(),
                                    RUN.toSeconds(),
                                    sorted.get(sorted.size() / 2).toMillis(),
                                    sorted.get(sorted.size() * 99 / 100).toMillis(),
                                    sorted.get(sorted.size() - 1).toMillis()));
            return acknowledged;
        }
    }

    private static Set<String> whileTheBrokerIsKilled(int port, ChildBroker broker) {
        try (Sending sending = Sending.start(port, CONNECTIONS, PER_SECOND, "killed-")) {
            sending.await(200, PER_SECOND);
            broker.kill();
            sending.await(503, CONNECTIONS);
            broker.restart();
            sending.await(200, PER_SECOND);
            Set<String> acknowledged = sending.stop();
            assertThat(sending.statuses()).containsOnlyKeys(200, 503);
            Figures.row(
                    "gateway, its broker killed and started again under load",
                    "answers by status " + sending.statuses() + "; every alert of the " + acknowledged.size()
                            + " answered with 200 is on the topic");
            return acknowledged;
        }
    }

    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}
