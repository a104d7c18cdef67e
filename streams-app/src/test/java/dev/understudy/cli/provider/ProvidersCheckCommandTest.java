package dev.understudy.cli.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.understudy.cli.UnderstudyCommand;
import dev.understudy.runtime.kafka.StartupException;
import dev.understudy.sandbox.dialect.AnthropicDialect;
import dev.understudy.sandbox.dialect.GeminiDialect;
import dev.understudy.sandbox.dialect.OpenAiDialect;
import dev.understudy.sandbox.provider.ProviderOptions;
import dev.understudy.sandbox.provider.ScriptedProvider;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.source.JsonAlerts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ProvidersCheckCommandTest {
    private static final String KEY = "hunter2-secret-of-the-test";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer health;
    private ScriptedProvider openai;
    private ScriptedProvider anthropic;
    private ScriptedProvider gemini;

    @BeforeEach
    void start() throws IOException {
        health = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        health.start();
        openai = ScriptedProvider.start(ProviderOptions.of(new OpenAiDialect()));
        anthropic = ScriptedProvider.start(ProviderOptions.of(new AnthropicDialect()));
        gemini = ScriptedProvider.start(ProviderOptions.of(new GeminiDialect()));
    }

    @AfterEach
    void stop() {
        health.stop(0);
        openai.close();
        anthropic.close();
        gemini.close();
    }

    private int check(String... more) throws IOException {
        String config =
                """
                kafka: {bootstrap.servers: localhost:1}
                schema-registry: {url: http://localhost:1}
                http: {port: %d}
                providers:
                  first: {dialect: openai, base-url: %s, model: gpt-5-mini, api-key: "${KEY}"}
                  second: {dialect: anthropic, base-url: %s, model: claude-haiku-4-5, api-key: "${KEY}", timeout: 2s}
                  third: {dialect: gemini, base-url: %s, model: gemini-2.5-flash, api-key: "${KEY}"}
                """.formatted(health.getAddress().getPort(), openai.baseUrl(), anthropic.baseUrl(), gemini.baseUrl());
        Path file = Files.writeString(folder.resolve("understudy.yaml"), config);
        CommandLine line = UnderstudyCommand.create(new UnderstudyCommand.Parts(
                context -> {
                    throw new StartupException("not in this test");
                },
                new JsonAlerts(Clock.systemUTC()),
                Map.of("KEY", KEY)));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        String[] arguments = new String[4 + more.length];
        System.arraycopy(new String[] {"providers", "check", "--config", file.toString()}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        return line.execute(arguments);
    }

    @Test
    void shouldEndWith0WhenAllAreFine() throws IOException {
        assertThat(check()).isZero();

        assertThat(out.toString().lines())
                .hasSize(5)
                .satisfiesExactly(
                        line -> assertThat(line).matches("PROVIDER +DIALECT +MODEL +STATE +LATENCY +TOKENS"),
                        line -> assertThat(line)
                                .matches("first +openai +gpt-5-mini +ok +\\d+\\.\\d\\d s +\\d+ in, \\d+ out"),
                        line -> assertThat(line)
                                .matches("second +anthropic +claude-haiku-4-5 +ok +\\d+\\.\\d\\d s +\\d+ in, \\d+ out"),
                        line -> assertThat(line)
                                .matches("third +gemini +gemini-2.5-flash +ok +\\d+\\.\\d\\d s +\\d+ in, \\d+ out"),
                        line -> assertThat(line)
                                .isEqualTo("no running instance answers at http://127.0.0.1:"
                                        + health.getAddress().getPort() + " (http.bind, http.port)"));
        assertThat(openai.calls() + anthropic.calls() + gemini.calls()).isEqualTo(3);
        assertThat(openai.requests().all().get(0).headers()).containsEntry("authorization", "Bearer " + KEY);
    }

    @Test
    void shouldSayWhatIsWrongAndWhatToDo() throws IOException {
        openai.fail(Fault.ACCOUNT_DEACTIVATED);
        anthropic.fail(Fault.NO_ANSWER);

        assertThat(check()).isEqualTo(1);

        assertThat(out.toString())
                .containsPattern("first +openai +gpt-5-mini +ACCOUNT_DEACTIVATED ")
                .contains("    it says that the account is deactivated: log in to its console")
                .contains("    said: ")
                .containsPattern("second .* CALL_TIMEOUT +[2-9]\\.")
                .containsPattern("third .* ok ");
        assertThat(out.toString() + err).doesNotContain(KEY);
    }

    @Test
    void shouldPrintOneObjectALineAsJson() throws IOException {
        gemini.fail(Fault.QUOTA_EXHAUSTED);

        assertThat(check("--json")).isEqualTo(1);

        assertThat(out.toString().lines().map(ProvidersCheckCommandTest::parsed))
                .satisfiesExactly(
                        first -> {
                            assertThat(first.path("provider").asText()).isEqualTo("first");
                            assertThat(first.path("state").asText()).isEqualTo("ok");
                            assertThat(first.path("outputTokens").asInt()).isPositive();
                            assertThat(first.has("problem")).isFalse();
                            assertThat(first.path("running").isNull()).isTrue();
                        },
                        second -> assertThat(second.path("state").asText()).isEqualTo("ok"),
                        third -> {
                            assertThat(third.path("state").asText()).isEqualTo("QUOTA_EXHAUSTED");
                            assertThat(third.path("remedy").asText()).contains("console");
                        });
        assertThat(out.toString()).doesNotContain(KEY);
    }

    @Test
    void shouldShowHowARunningInstanceSeesTheProviders() throws IOException {
        healthPage("""
                {"status":"DOWN","applications":{},"providers":{
                 "first":{"condition":"TAKING_CALLS","since":"2026-03-14T01:52:00.123Z"},
                 "second":{"condition":"OPEN","since":"2026-03-14T01:53:00.5Z","reason":"ACCOUNT_DEACTIVATED",
                           "nextProbe":"2026-03-14T01:58:00.5Z","drill":"account-deactivated until 2026-03-14T01:59:00Z"}}}
                """);

        assertThat(check()).isZero();
        assertThat(out.toString())
                .containsPattern("TOKENS +IN THE RUNNING INSTANCE\\R")
                .containsPattern("first .* out +taking calls since 2026-03-14T01:52:00Z\\R")
                .contains("open since 2026-03-14T01:53:00Z: ACCOUNT_DEACTIVATED, next probe 2026-03-14T01:58:00Z, "
                        + "drill: account-deactivated until 2026-03-14T01:59:00Z")
                .containsPattern("third .* not configured there\\R")
                .doesNotContain("no running instance");

        out.getBuffer().setLength(0);
        assertThat(check("--json")).isZero();
        List<JsonNode> lines =
                out.toString().lines().map(ProvidersCheckCommandTest::parsed).toList();
        assertThat(lines.get(1).path("running").path("reason").asText()).isEqualTo("ACCOUNT_DEACTIVATED");
        assertThat(lines.get(1).path("running").path("nextProbe").asText()).isEqualTo("2026-03-14T01:58:00.500Z");
        assertThat(lines.get(0).path("running").has("reason")).isFalse();
        assertThat(lines.get(2).path("running").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>something else</html>", "[]", "{\"providers\":7}", ""})
    void shouldNotMistakeSomethingElseForAnInstance(String page) throws IOException {
        healthPage(page);

        assertThat(check()).isZero();
        assertThat(out.toString()).contains("no running instance answers at ");
    }

    private void healthPage(String body) {
        health.createContext("/health/ready", exchange -> {
            try (exchange) {
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(503, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
    }

    private static JsonNode parsed(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }
}
