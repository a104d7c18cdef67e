package dev.understudy.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.understudy.config.Role;
import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertTimes;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.metrics.ProviderMetrics;
import dev.understudy.prompt.Prompt;
import dev.understudy.prompt.PromptContext;
import dev.understudy.prompt.PromptRenderer;
import dev.understudy.provider.ChatRequest;
import dev.understudy.provider.Provider;
import dev.understudy.provider.call.Providers;
import dev.understudy.runtime.Understudy;
import dev.understudy.runtime.client.TimeRange;
import dev.understudy.runtime.replay.MissedQuestion;
import dev.understudy.runtime.replay.RecordedModels;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import dev.understudy.testing.TwoProviders;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a provider answered is recorded without secrets, and answers the same questions again without a call. */
class RecordedExchangesIT {
    private static final String MAIL = "jane.doe" + "@" + "example.com";
    private static final String KEY = "plain-words-as-a-key";
    private static final String SETTINGS = """
            record-exchanges: {enabled: true}
            providers:
              lead: {dialect: openai, base-url: "%s", model: m1, api-key: %s}
            """;
    private static final int ALERTS = 5;

    @Test
    void shouldAnswerTheSameQuestionsFromTheTopicAlone(@TempDir Path folder) throws IOException {
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED);
                EchoingModel model = new EchoingModel()) {
            Installation installation =
                    Installation.create(sandbox, folder, 2, SETTINGS.formatted(model.baseUrl(), KEY));
            UnderstudyConfig config = installation.config();
            List<EnrichedIncident> answers = new ArrayList<>();
            try (Understudy understudy = installation.start(Role.ENRICHER);
                    AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(config)) {
                assertThat(understudy.port()).isPositive();
                Set<String> sent = new HashSet<>();
                for (int i = 0; i < ALERTS; i++) {
                    sent.add(AlertLoad.requestId(load.send("f" + i, alert("f" + i))));
                }
                watch.await(Duration.ofMinutes(1), seen -> seen.answered(1).containsAll(sent));
                answers.addAll(watch.answers());
                watch.await(
                        Duration.ofSeconds(10),
                        seen -> seen.records(Topics.EXCHANGES).size() >= ALERTS);
                assertSecretFree(watch);
            }
            int calls = model.calls();

            List<Outcome> first = replay(config, answers);
            List<Outcome> second = replay(config, answers);

            assertThat(calls).isEqualTo(ALERTS);
            assertThat(model.calls()).isEqualTo(calls);
            assertThat(first).isEqualTo(second).hasSize(ALERTS);
            for (int i = 0; i < ALERTS; i++) {
                EnrichedIncident answer = answers.get(i);
                assertThat(first.get(i)).isInstanceOfSatisfying(Outcome.Completed.class, completed -> assertThat(
                                completed.answer().enrichment())
                        .isEqualTo(answer.enrichment()));
                assertThat(answer.enrichment().summary()).contains(MAIL);
            }
            assertMissesAreNamed(config, answers.get(0).alert());
            assertThat(model.calls()).isEqualTo(calls);
        }
    }

    /** The model is told of an address and a secret, and says both again, and the key of the call. */
    private static void assertSecretFree(TopicWatch watch) {
        List<String> recorded = watch.records(Topics.EXCHANGES).stream()
                .map(record -> new String(record.value(), UTF_8))
                .toList();
        assertThat(recorded).hasSize(ALERTS).allSatisfy(record -> assertThat(record)
                .contains("[EMAIL_1]", "[REDACTED:credential]", "The key is ****")
                .doesNotContain(MAIL, KEY, "hunter2", "tellnoone"));
    }

    /** As another installation asks: with fences of its own, in the third episode of the alerts. */
    private static List<Outcome> replay(UnderstudyConfig config, List<EnrichedIncident> answers) {
        RecordedModels recorded = RecordedModels.load(config, TimeRange.WHOLE_TOPIC);
        assertThat(recorded.size()).isEqualTo(ALERTS);
        try (Providers providers = providers(config, recorded)) {
            List<Outcome> outcomes = answers.stream()
                    .map(answer -> ask(providers, "again-" + answer.identity().requestId(), answer.alert()))
                    .toList();
            assertThat(recorded.misses()).isEmpty();
            return outcomes;
        }
    }

    private static void assertMissesAreNamed(UnderstudyConfig config, Alert alert) {
        RecordedModels recorded = RecordedModels.load(config, TimeRange.WHOLE_TOPIC);
        try (Providers providers = providers(config, recorded)) {
            Alert unheardOf =
                    alert.withTimes(new AlertTimes(null, null, alert.times().receivedAt()));

            Outcome outcome = ask(providers, "request-9", unheardOf);

            assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                assertThat(failed.reason()).isEqualTo(FailureReason.BAD_REQUEST);
                assertThat(failed.detail().message()).isEqualTo("no recorded exchange with lead (m1) for Checkout");
            });
            assertThat(recorded.misses())
                    .extracting(MissedQuestion::requestId, MissedQuestion::provider, MissedQuestion::alertName)
                    .containsExactly(tuple("request-9", "lead", "Checkout"));
        }
    }

    private static Providers providers(UnderstudyConfig config, RecordedModels recorded) {
        return Providers.create(
                config, recorded, new ProviderMetrics(new SimpleMeterRegistry()), Clock.systemUTC(), Map.of());
    }

    private static Outcome ask(Providers providers, String requestId, Alert alert) {
        Provider lead = providers.provider("lead");
        Prompt prompt = new PromptRenderer("elsewhere".getBytes(UTF_8))
                .render(
                        alert,
                        new PromptContext(3),
                        requestId,
                        lead.config(),
                        lead.config().maxInputTokens());
        return lead.chatModel()
                .call(new ChatRequest(requestId, prompt, Duration.ofSeconds(5)))
                .join();
    }

    private static String alert(String fingerprint) {
        return """
                {"fingerprint":"%s","name":"Checkout","status":"FIRING","severity":"critical",
                 "description":"%s saw it first; password=hunter2",
                 "labels":{"alertname":"Checkout","pod":"%s"},"startsAt":"2026-03-14T01:00:00Z"}
                """.formatted(fingerprint, MAIL, fingerprint);
    }

    /** A model that says what it should keep to itself. */
    private static final class EchoingModel implements AutoCloseable {
        private static final ObjectMapper JSON = new ObjectMapper();

        private final AtomicInteger calls = new AtomicInteger();
        private final HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);

        EchoingModel() throws IOException {
            server.createContext("/", this::answer);
            server.start();
        }

        String baseUrl() {
            return "http://localhost:" + server.getAddress().getPort() + "/v1";
        }

        int calls() {
            return calls.get();
        }

        private void answer(HttpExchange exchange) throws IOException {
            try (exchange) {
                calls.incrementAndGet();
                String asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                String key =
                        exchange.getRequestHeaders().getFirst("authorization").substring("Bearer ".length());
                String said = "[EMAIL_1] says password=tellnoone. The key is " + key + ". Asked in "
                        + (asked.contains("[EMAIL_1]") ? "placeholders" : "plain words");
                Map<String, Object> answer = Map.ofEntries(
                        Map.entry("title", "Checkout is down"),
                        Map.entry("summary", said),
                        Map.entry("severity", "CRITICAL"),
                        Map.entry("severityRationale", "said"),
                        Map.entry("actionability", "ACTION_REQUIRED"),
                        Map.entry("faultDomain", "APPLICATION"),
                        Map.entry("confidence", "HIGH"),
                        Map.entry("impact", said),
                        Map.entry("affectedServices", List.of("checkout")),
                        Map.entry("hypotheses", List.of()),
                        Map.entry("suggestedActions", List.of()),
                        Map.entry("dataGaps", List.of(said)));
                byte[] body = JSON.writeValueAsBytes(Map.of(
                        "model",
                        "m1-b",
                        "choices",
                        List.of(Map.of(
                                "finish_reason",
                                "stop",
                                "message",
                                Map.of("role", "assistant", "content", JSON.writeValueAsString(answer)))),
                        "usage",
                        Map.of("prompt_tokens", 900, "completion_tokens", 120)));
                exchange.getResponseHeaders().set("content-type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
