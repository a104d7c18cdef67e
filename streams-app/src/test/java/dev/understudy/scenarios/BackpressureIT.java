package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Role;
import dev.understudy.config.Topics;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.Installation;
import dev.understudy.testing.MetricsPage;
import dev.understudy.testing.TopicWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guarantee G9: an instance takes in no more than it may hold; the rest waits in the topic and is answered later. */
@Tag("guarantees")
class BackpressureIT {
    private static final int PARTITIONS = 12;
    private static final int ALERTS = 3_000;
    private static final int MOST_QUEUED = 200;
    private static final int MOST_CALLS = 50;

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    /**
     * The brake holds the thread for half a second a round, or commits would stop: what was read for the round in which
     * the mark is passed goes through (some 30 records of each task), and then two records of each task a second, all of
     * which leave at their deadline.
     */
    private static final int LEAK = PARTITIONS * (30 + 2 * (int) DEADLINE.toSeconds());

    /** The stream thread may be held for half a second at a time; the rest is for slow machines. */
    private static final Duration LATE = Duration.ofSeconds(2);

    private static final Duration HANGING = Duration.ofSeconds(20);
    private static final String SMALL = """
            deadline: 10s
            in-flight: {max-concurrent: 50, max-queued: 200}
            providers:
              openai: {dialect: openai, base-url: "${openai}", model: gpt-5-mini, api-key: sandbox-key,
                       timeout: 15s, max-concurrent: 50, max-queued: 100000,
                       circuit-breaker: {failure-rate-threshold: 100, minimum-number-of-calls: 10000,
                                         sliding-window-size: 10000}}
            """;

    @Test
    void shouldLeaveInTheTopicWhatItMayNotHold(@TempDir Path folder) throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.ephemeral());
                Admin admin = sandbox.broker().admin()) {
            sandbox.provider("openai").fail(Fault.NO_ANSWER);
            Installation installation = Installation.create(sandbox, folder, PARTITIONS, SMALL);
            try (Understudy understudy = installation.start(Role.ENRICHER);
                    AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config())) {
                MetricsPage metrics = new MetricsPage(understudy.port());
                List<String> sent = load.send("flood-", ALERTS, 0);
                watch.await(Duration.ofSeconds(30), seen -> metrics.value("understudy_inflight_queued") > MOST_QUEUED);

                long began = System.nanoTime();
                double most = 0;
                while (System.nanoTime() - began < HANGING.toNanos()) {
                    watch.poll();
                    most = Math.max(most, metrics.value("understudy_inflight_queued"));
                }
                long taken = taken(admin);
                System.out.printf(
                        "at most %.0f queued, %d of %d taken in, slowest first revision after %d ms%n",
                        most,
                        taken,
                        ALERTS,
                        watch.answers().stream()
                                .mapToLong(answer -> answer.provenance().times().endToEnd())
                                .max()
                                .orElse(0));

                assertThat(most).isLessThan(MOST_QUEUED + LEAK);
                assertThat(taken)
                        .isLessThan(MOST_QUEUED + 6 * MOST_CALLS + LEAK)
                        .isGreaterThan(MOST_QUEUED);
                assertThat(watch.answers()).isNotEmpty().allSatisfy(answer -> {
                    assertThat(answer.revision()).isZero();
                    assertThat(answer.provenance().times().endToEnd())
                            .isLessThan(DEADLINE.plus(LATE).toMillis());
                });

                sandbox.provider("openai").heal();
                watch.await(Duration.ofSeconds(90), seen -> seen.answered(0).containsAll(sent));
                assertThat(watch.duplicates()).isEmpty();
                assertThat(watch.count(Topics.DEAD_LETTER)).isZero();
            }
        }
    }

    private static long taken(Admin admin) throws InterruptedException, ExecutionException {
        return admin
                .listConsumerGroupOffsets(Role.ENRICHER.applicationId())
                .partitionsToOffsetAndMetadata()
                .get()
                .entrySet()
                .stream()
                .filter(entry -> entry.getKey().topic().equals(Topics.INCIDENTS))
                .mapToLong(entry -> entry.getValue().offset())
                .sum();
    }
}
