package dev.understudy.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Role;
import dev.understudy.config.Topics;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.source.JsonAlerts;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.Installation;
import dev.understudy.testing.MetricsPage;
import dev.understudy.testing.TopicWatch;
import dev.understudy.testing.TwoProviders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** G6, G7: what an answer says of its alert and of how it came about, after the alert went through both applications. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HonestRecordIT {
    private static final Path SAMPLES = Path.of("../examples/alerts.jsonl");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Map<String, String> bodies = new HashMap<>();
    private Sandbox sandbox;
    private Understudy understudy;
    private AlertLoad load;
    private TopicWatch watch;

    @BeforeAll
    void sendEverySampleWhileTheLeadFails(@TempDir Path folder) throws IOException {
        sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED);
        sandbox.provider("lead").fail(Fault.CONTENT_POLICY);
        Installation installation = Installation.create(sandbox, folder, 4, TwoProviders.SETTINGS);
        understudy = installation.start(Role.ENRICHER, Role.FALLBACK);
        load = new AlertLoad(sandbox.bootstrapServers());
        watch = new TopicWatch(installation.config());
        List<String> lines = Files.readAllLines(SAMPLES);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            sent.add(load.send("foreign-key-" + i, lines.get(i)));
        }
        for (int i = 0; i < lines.size(); i++) {
            bodies.put(AlertLoad.requestId(sent.get(i)), lines.get(i));
        }
        watch.await(PATIENCE, seen -> seen.answered(1).containsAll(bodies.keySet()));
    }

    @AfterAll
    void stop() {
        watch.close();
        load.close();
        understudy.close();
        sandbox.close();
    }

    @Test
    void shouldEmbedEveryAlertUnchangedAndSayTruthfullyHowItsAnswerCameAbout() {
        assertThat(watch.parked("lead"))
                .as("alerts that went through the retry topic")
                .isNotEmpty();
        assertThat(watch.answers())
                .allSatisfy(answer -> assertThat(answer.alert()).isEqualTo(asSent(answer)));

        Map<String, List<ProviderAttempt>> recorded = new HashMap<>();
        watch.attempts().forEach(attempt -> recorded.computeIfAbsent(attempt.requestId(), id -> new ArrayList<>())
                .add(attempt));
        assertThat(watch.answers())
                .filteredOn(answer -> answer.outcome() == EnrichmentOutcome.COMPLETE)
                .filteredOn(answer -> "stand-in".equals(answer.provenance().provider()))
                .isNotEmpty()
                .allSatisfy(answer -> {
                    List<ProviderAttempt> attempts =
                            recorded.get(answer.identity().requestId());
                    attempts.sort(Comparator.comparingInt(ProviderAttempt::ordinal));
                    assertThat(answer.provenance().attempts()).isEqualTo(attempts);
                    assertThat(attempts).extracting(ProviderAttempt::provider).containsSubsequence("lead", "stand-in");
                    assertThat(attempts.get(attempts.size() - 1).failure()).isNull();
                    assertThat(answer.provenance().modelCalls()).isEqualTo((int)
                            attempts.stream().filter(ProviderAttempt::called).count());
                    assertThat(answer.provenance().response().usage()).isNotNull();
                });
        assertThat(sandbox.provider("lead").calls()
                        + sandbox.provider("stand-in").calls())
                .as("calls received, each of them recorded")
                .isEqualTo(watch.attempts().stream()
                        .filter(ProviderAttempt::called)
                        .count());
    }

    /** G8: the keys of the providers are in no topic and on no page. */
    @Test
    void shouldShowNoProviderKeyInAnyTopicOrOnAnyPage() {
        assertThat(sandbox.provider("lead").calls()).isPositive();
        for (String topic : Topics.all(List.of("lead", "stand-in"))) {
            assertThat(watch.records(topic)).allSatisfy(record -> {
                String text = new String(record.value(), UTF_8);
                record.headers().forEach(header -> assertThat(new String(header.value(), UTF_8))
                        .doesNotContain("lead-key", "stand-in-key"));
                assertThat(text).doesNotContain("lead-key", "stand-in-key");
            });
        }
        assertThat(new MetricsPage(understudy.port()).text())
                .contains("understudy_")
                .doesNotContain("lead-key", "stand-in-key");
    }

    private Alert asSent(EnrichedIncident answer) {
        RecordRef origin = answer.identity().origin();
        byte[] body = bodies.get(answer.identity().requestId()).getBytes(UTF_8);
        Clock atReceipt = Clock.fixed(answer.alert().times().receivedAt(), ZoneOffset.UTC);
        return new JsonAlerts(atReceipt)
                .read(new RawRecord(origin, null, body, List.of()))
                .alerts()
                .get(0)
                .alert();
    }
}
