package dev.understudy.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.config.Role;
import dev.understudy.config.Topics;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.enrichment.Caveat;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.redaction.PlantedSecret;
import dev.understudy.redaction.PlantedSecrets;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.provider.ReceivedRequest;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.Installation;
import dev.understudy.testing.MetricsPage;
import dev.understudy.testing.TopicWatch;
import dev.understudy.testing.TwoProviders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * G8: secrets planted in alerts are in the embedded alert and nowhere else, though the first provider quotes them in its
 * errors, the rules speak before the second one does, and all of it is logged.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedactionIT {
    private static final Path SAMPLES = Path.of("../examples/alerts.jsonl");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<PlantedSecret> planted = new ArrayList<>(PlantedSecrets.all());
    private final List<String> logged = new ArrayList<>();
    private final Map<String, Integer> samples = new HashMap<>();
    private Sandbox sandbox;
    private EchoingProvider lead;
    private Understudy understudy;
    private AlertLoad load;
    private TopicWatch watch;
    private LogTap tap;

    @BeforeAll
    void sendSecretsWhileTheLeadQuotesThem(@TempDir Path folder) throws IOException {
        planted.add(PlantedSecret.in("sample-58-dsn", "%s", "EXAMPLE-not-a-secret"));
        planted.add(PlantedSecret.in("sample-58-key", "%s", "AKIAIOSFODNN7EXAMPLE"));
        tap = LogTap.open();
        sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED);
        sandbox.provider("stand-in").recordBodies(true);
        sandbox.provider("stand-in").fail(Fault.SERVER_ERROR);
        lead = new EchoingProvider(
                PlantedSecrets.all().stream().map(PlantedSecret::text).toList());
        Installation installation = Installation.create(
                sandbox,
                folder,
                4,
                TwoProviders.SETTINGS.replace("${lead}", lead.baseUrl()) + "record-exchanges: {enabled: true}");
        understudy = installation.start(Role.ENRICHER, Role.FALLBACK);
        load = new AlertLoad(sandbox.bootstrapServers());
        watch = new TopicWatch(installation.config());

        Set<String> sent = send();
        watch.await(PATIENCE, seen -> seen.answered(0).containsAll(sent));
        sandbox.provider("stand-in").heal();
        watch.await(PATIENCE, seen -> seen.answered(1).containsAll(sent));
        tap.lines().forEach(logged::add);
    }

    private Set<String> send() throws IOException {
        List<Future<RecordMetadata>> futures = new ArrayList<>();
        for (PlantedSecret secret : PlantedSecrets.all()) {
            futures.add(load.send(secret.rule(), alert(secret)));
        }
        List<String> lines = Files.readAllLines(SAMPLES);
        for (int i = 0; i < lines.size(); i++) {
            Future<RecordMetadata> future = load.send("sample-" + i, lines.get(i));
            samples.put(AlertLoad.requestId(future), i + 1);
            futures.add(future);
        }
        Set<String> sent = new HashSet<>();
        futures.forEach(future -> sent.add(AlertLoad.requestId(future)));
        return sent;
    }

    private static String alert(PlantedSecret secret) throws JsonProcessingException {
        String text = secret.text();
        return JSON.writeValueAsString(Map.of(
                "fingerprint",
                secret.rule(),
                "name",
                "Planted " + secret.rule(),
                "status",
                "FIRING",
                "severity",
                "warning",
                "summary",
                text,
                "description",
                "It says: " + text,
                "labels",
                Map.of("alertname", "Planted", "service", text, "note", text),
                "annotations",
                Map.of("log", "first line\n" + text),
                "startsAt",
                "2026-03-14T01:00:00Z"));
    }

    @AfterAll
    void stop() {
        watch.close();
        load.close();
        understudy.close();
        lead.close();
        sandbox.close();
        tap.close();
    }

    @Test
    void shouldSendNoSecretToAnyProvider() {
        List<String> prompts = new ArrayList<>(lead.bodies());
        sandbox.provider("stand-in").requests().all().stream()
                .map(ReceivedRequest::body)
                .forEach(prompts::add);

        assertThat(prompts).hasSizeGreaterThan(planted.size());
        System.out.printf("redaction: %d secrets, %d prompts received%n", planted.size(), prompts.size());
        assertNoTraceIn(prompts, planted);
    }

    @Test
    void shouldWriteNoSecretBesideTheEmbeddedAlert() {
        List<String> answers = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (EnrichedIncident answer : watch.answers()) {
            answers.add(String.valueOf(answer.enrichment()));
            others.add(answer.provenance().toString());
        }
        watch.attempts().forEach(attempt -> others.add(attempt.toString()));
        for (String provider : List.of("lead", "stand-in")) {
            watch.parked(provider).forEach(request -> others.add(request.progress() + " " + request.lastGood()));
        }
        for (String topic : Topics.all(List.of("lead", "stand-in"))) {
            if (!topic.equals(Topics.INCIDENTS)) {
                watch.records(topic).forEach(record -> record.headers()
                        .forEach(header -> others.add(new String(header.value(), UTF_8))));
            }
        }

        assertThat(watch.answers()).extracting(EnrichedIncident::revision).contains(0, 1);
        assertThat(watch.attempts())
                .anySatisfy(attempt -> assertThat(attempt.toString()).contains("I cannot read"));
        assertNoTraceIn(others, planted);
        assertNoTraceIn(
                answers,
                planted.stream()
                        .filter(secret -> !secret.rule().startsWith("email"))
                        .toList());
        assertThat(watch.count(Topics.DEAD_LETTER)).isZero();
    }

    @Test
    void shouldRecordNoSecretWithAnExchange() {
        List<String> recorded = watch.records(Topics.EXCHANGES).stream()
                .map(record -> new String(record.value(), UTF_8))
                .toList();

        assertThat(recorded).hasSizeGreaterThan(planted.size());
        assertThat(recorded).anyMatch(record -> record.contains("[REDACTED:"));
        assertNoTraceIn(recorded, planted);
    }

    @Test
    void shouldShowNoSecretInLogsOrMetrics() {
        assertThat(logged).isNotEmpty();
        assertNoTraceIn(logged, planted);
        assertNoTraceIn(List.of(new MetricsPage(understudy.port()).text()), planted);
    }

    @Test
    void shouldEmbedTheAlertAsItWasAndSayWhatWasTakenOut() {
        for (PlantedSecret secret : PlantedSecrets.all()) {
            assertThat(watch.answers())
                    .filteredOn(answer -> answer.alert().fingerprint().equals(secret.rule()))
                    .isNotEmpty()
                    .allSatisfy(answer -> {
                        assertThat(answer.alert().summary()).isEqualTo(secret.text());
                        if (answer.revision() == 1) {
                            assertThat(answer.caveats()).contains(Caveat.INPUT_REDACTED);
                            assertThat(answer.provenance().redactions()).isNotEmpty();
                        }
                    });
        }
    }

    @Test
    void shouldFlagTheInjectionAmongTheSamplesAndNotLowerIt() {
        assertThat(watch.answers())
                .filteredOn(answer ->
                        Integer.valueOf(59).equals(samples.get(answer.identity().requestId())))
                .isNotEmpty()
                .allSatisfy(answer -> {
                    assertThat(answer.caveats()).contains(Caveat.INJECTION_SUSPECTED);
                    assertThat(answer.enrichment().assessment().severity().priority())
                            .isGreaterThanOrEqualTo(Severity.WARNING.priority());
                });
        assertThat(watch.answers())
                .filteredOn(answer -> answer.caveats().contains(Caveat.INJECTION_SUSPECTED))
                .extracting(answer -> samples.get(answer.identity().requestId()))
                .containsOnly(59);
    }

    /** Of a secret of several lines, no line; in JSON or not. */
    private static void assertNoTraceIn(List<String> texts, List<PlantedSecret> secrets) {
        for (PlantedSecret secret : secrets) {
            for (String line : secret.secret().lines().toList()) {
                String escaped = line.replace("\\", "\\\\").replace("\"", "\\\"");
                assertThat(texts)
                        .as("texts with %s", secret.rule())
                        .noneMatch(text -> text.contains(line) || text.contains(escaped));
            }
        }
    }

    /** Everything that is logged, with its key-values and the messages of its exceptions. */
    private static final class LogTap extends AppenderBase<ILoggingEvent> implements AutoCloseable {
        /** Commands of other tests in this process may have switched these off. */
        private static final List<String> OURS = List.of("dev.understudy", "dev.understudy.provider");

        private final Queue<String> lines = new ConcurrentLinkedQueue<>();
        private final Map<String, Optional<Level>> before = new HashMap<>();

        static LogTap open() {
            LogTap tap = new LogTap();
            for (String name : OURS) {
                tap.before.put(name, Optional.ofNullable(logger(name).getLevel()));
                logger(name).setLevel(Level.INFO);
            }
            tap.start();
            root().addAppender(tap);
            return tap;
        }

        private static Logger root() {
            return logger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        }

        private static Logger logger(String name) {
            return (Logger) LoggerFactory.getLogger(name);
        }

        Queue<String> lines() {
            return lines;
        }

        @Override
        protected void append(ILoggingEvent event) {
            String thrown = event.getThrowableProxy() == null
                    ? ""
                    : event.getThrowableProxy().getMessage();
            lines.add(event.getFormattedMessage() + " " + event.getKeyValuePairs() + " " + thrown);
        }

        @Override
        public void close() {
            root().detachAppender(this);
            before.forEach((name, level) -> logger(name).setLevel(level.orElse(null)));
            stop();
        }
    }
}
