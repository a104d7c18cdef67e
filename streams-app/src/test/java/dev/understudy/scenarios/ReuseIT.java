package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Role;
import dev.understudy.domain.enrichment.DegradedReason;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.Provenance;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import dev.understudy.testing.TwoProviders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repeats cost no call, and what was known is shown when nobody answers. */
class ReuseIT {
    private static final int DISTINCT = 500;
    private static final int TIMES = 20;
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration SLACK = Duration.ofSeconds(2);

    @Test
    @Tag("guarantees")
    void shouldCallAboutWhatIsNewOnly(@TempDir Path folder) {
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED)) {
            Installation installation = Installation.create(sandbox, folder, 4, TwoProviders.SETTINGS);
            try (Understudy understudy = installation.start(Role.ENRICHER, Role.FALLBACK);
                    AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config())) {
                assertThat(understudy.port()).isPositive();
                List<Integer> order = new ArrayList<>();
                for (int i = 0; i < DISTINCT * TIMES; i++) {
                    order.add(i % DISTINCT);
                }
                Collections.shuffle(order, new Random(6));

                List<String> sent = new ArrayList<>();
                for (int i = 0; i < order.size(); i += DISTINCT) {
                    sent.addAll(send(load, order.subList(i, i + DISTINCT), i));
                }
                watch.await(Duration.ofMinutes(2), seen -> seen.answered(1).containsAll(sent));

                long calls = sandbox.provider("lead").calls()
                        + sandbox.provider("stand-in").calls();
                Map<EnrichmentOutcome, Long> outcomes = watch.answers().stream()
                        .collect(Collectors.groupingBy(EnrichedIncident::outcome, TreeMap::new, Collectors.counting()));
                System.out.printf(
                        "%d alerts, %d distinct: %d calls (%.1f %%), %s%n",
                        sent.size(), DISTINCT, calls, 100.0 * calls / sent.size(), outcomes);
                assertThat(calls).isBetween((long) DISTINCT, sent.size() * 6L / 100);
                assertThat(watch.duplicates()).isEmpty();
                assertThat(watch.answers())
                        .allSatisfy(answer -> assertThat(answer.enrichment()).isNotNull())
                        .filteredOn(answer -> answer.outcome() == EnrichmentOutcome.REUSED)
                        .allSatisfy(answer -> assertThat(reusedFrom(answer)).isNotEmpty());
            }
        }
    }

    @Test
    void shouldShowWhatWasKnownWhenAllProvidersFailAndUpgradeItLater(@TempDir Path folder) {
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED)) {
            Installation installation = Installation.create(
                    sandbox, folder, 4, TwoProviders.SETTINGS + "reuse: {window: 1s, last-good: 1h}\n");
            try (Understudy understudy = installation.start(Role.ENRICHER, Role.FALLBACK);
                    AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config())) {
                assertThat(understudy.port()).isPositive();
                List<String> before = load.send("known-", 50, 50);
                watch.await(Duration.ofSeconds(60), seen -> seen.answered(1).containsAll(before));
                Map<String, EnrichedIncident> first = byFingerprint(watch, before);

                long windowEnd = System.nanoTime() + Duration.ofMillis(1500).toNanos();
                watch.await(Duration.ofSeconds(5), seen -> System.nanoTime() > windowEnd);
                sandbox.provider("lead").fail(Fault.SERVER_ERROR);
                sandbox.provider("stand-in").fail(Fault.UNAVAILABLE);
                List<String> again = load.send("known-", 50, 50);
                List<String> unknown = load.send("new-", 50, 50);
                List<String> sent = new ArrayList<>(again);
                sent.addAll(unknown);
                watch.await(Duration.ofSeconds(60), seen -> seen.answered(0).containsAll(sent));
                sandbox.provider("lead").heal();
                sandbox.provider("stand-in").heal();
                watch.await(Duration.ofSeconds(60), seen -> seen.answered(1).containsAll(sent));

                List<EnrichedIncident> degraded = watch.answers().stream()
                        .filter(answer -> answer.revision() == 0)
                        .toList();
                assertThat(degraded).hasSize(100).allSatisfy(answer -> {
                    boolean known = again.contains(answer.identity().requestId());
                    assertThat(answer.outcome()).isEqualTo(EnrichmentOutcome.DEGRADED);
                    assertThat(answer.degradedReasons())
                            .contains(known ? DegradedReason.STALE_ANSWER : DegradedReason.RULE_BASED)
                            .doesNotContain(known ? DegradedReason.RULE_BASED : DegradedReason.STALE_ANSWER);
                    assertThat(answer.provenance().times().endToEnd())
                            .isLessThan(DEADLINE.plus(SLACK).toMillis());
                    if (known) {
                        EnrichedIncident seen =
                                Objects.requireNonNull(first.get(answer.alert().fingerprint()));
                        assertThat(reusedFrom(answer)).isEqualTo(seen.identity().requestId());
                        assertThat(Objects.requireNonNull(answer.provenance().reuse())
                                        .ageMillis())
                                .isPositive();
                        assertThat(answer.enrichment()).isEqualTo(seen.enrichment());
                    }
                });
                assertThat(watch.answers())
                        .filteredOn(answer -> answer.revision() == 1)
                        .allSatisfy(answer -> assertThat(answer.outcome()).isEqualTo(EnrichmentOutcome.COMPLETE));
                assertThat(watch.duplicates()).isEmpty();
            }
        }
    }

    /** Figures move from one delivery to the next. */
    private static List<String> send(AlertLoad load, List<Integer> which, int delivery) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < which.size(); i++) {
            String fingerprint = "repeat-" + which.get(i);
            sent.add(load.send(
                    fingerprint, """
                    {"fingerprint":"%s","name":"QueueGrows","status":"FIRING","severity":"warning",
                     "description":"%d of %d messages wait, %.1f%% more than a minute ago",
                     "labels":{"alertname":"QueueGrows","queue":"%s"},"startsAt":"2026-03-14T01:00:00Z"}
                    """.formatted(fingerprint, delivery + i, 2 * delivery + i, i / 7.0, fingerprint)));
        }
        return sent.stream().map(AlertLoad::requestId).toList();
    }

    private static Map<String, EnrichedIncident> byFingerprint(TopicWatch watch, List<String> requests) {
        return watch.answers().stream()
                .filter(answer -> requests.contains(answer.identity().requestId()))
                .collect(Collectors.toMap(answer -> answer.alert().fingerprint(), answer -> answer));
    }

    private static String reusedFrom(EnrichedIncident answer) {
        Provenance.Reuse reuse = answer.provenance().reuse();
        return reuse == null ? "" : reuse.requestId();
    }
}
