package dev.understudy.provider.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.config.ProviderConfig;
import dev.understudy.config.TlsConfig;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.SampleProviders;
import dev.understudy.provider.ScriptedExchange;
import dev.understudy.provider.http.HttpTransport;
import dev.understudy.provider.openai.OpenAiDialect;
import dev.understudy.redaction.Redactor;
import dev.understudy.sandbox.provider.ProviderOptions;
import dev.understudy.sandbox.provider.ReceivedRequest;
import dev.understudy.sandbox.provider.ScriptedProvider;
import dev.understudy.testing.Certificates;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings of one provider, seen from the server: what Azure, gateways and servers of one's own ask for. */
class ProviderSettingsTest {
    @TempDir
    static Path folder;

    private static Certificates certificates;

    private ScriptedProvider server;
    private HttpTransport transport;

    @BeforeAll
    static void certify() throws IOException, InterruptedException {
        certificates = new Certificates(folder);
    }

    @BeforeEach
    void start() {
        server = ScriptedProvider.start(ProviderOptions.of(new dev.understudy.sandbox.dialect.OpenAiDialect()));
        transport = new HttpTransport(16, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        transport.close();
        server.close();
    }

    @AfterAll
    static void forget() {
        certificates = null;
    }

    private Outcome call(ProviderConfig config, int times) {
        ChatModel model = new HttpChatModel(
                transport.endpoint("tested", config),
                new OpenAiDialect(),
                new OutputModes("tested", config),
                ApiKey.named("default", config),
                Redactor.standard());
        Outcome outcome = null;
        for (int i = 0; i < times; i++) {
            outcome = model.call(ScriptedExchange.REQUEST)
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
        }
        return outcome;
    }

    private Outcome call(ProviderConfig config) {
        return call(config, 1);
    }

    private ReceivedRequest received(SampleProviders settings) {
        assertThat(call(settings.at(server.baseUrl()).build())).isInstanceOf(Outcome.Completed.class);
        return server.requests().all().get(0);
    }

    private JsonNode body(SampleProviders settings) throws JsonProcessingException {
        return new ObjectMapper().readTree(received(settings).body());
    }

    private SampleProviders overTls(Tunnel front, TlsConfig tls) {
        return SampleProviders.openAi()
                .at("https://localhost:" + front.port() + "/v1")
                .tls(tls);
    }

    @Test
    void shouldSendHeadersAndQueryAsAzureWantsThem() {
        ReceivedRequest received = received(SampleProviders.openAi()
                .key(null)
                .header("api-key", "azure key ")
                .query("api-version", "2025-04-01 preview"));

        assertThat(received.headers()).containsEntry("api-key", "azure key").doesNotContainKey("authorization");
        assertThat(received.path()).isEqualTo("/v1/chat/completions?api-version=2025-04-01%20preview");
    }

    @Test
    void shouldLetAConfiguredHeaderWin() {
        ReceivedRequest received = received(SampleProviders.openAi().header("Authorization", "Token other"));

        assertThat(received.headers()).containsEntry("authorization", "Token other");
    }

    @Test
    void shouldSendExtraFieldsOfTheBody() throws JsonProcessingException {
        JsonNode body = body(SampleProviders.openAi().body("metadata", Map.of("team", List.of("sre", 1))));

        assertThat(body.at("/metadata/team/0").asText()).isEqualTo("sre");
        assertThat(body.at("/metadata/team/1").asInt()).isEqualTo(1);
        assertThat(body.has("temperature")).isFalse();
    }

    @Test
    void shouldSendTheTemperatureOnlyWhenItIsSet() throws JsonProcessingException {
        assertThat(body(SampleProviders.openAi().temperature("0.2"))
                        .path("temperature")
                        .asDouble())
                .isEqualTo(0.2);
    }

    @Test
    void shouldSendTheLimitOfTokensInTheFieldThatIsWanted() throws JsonProcessingException {
        JsonNode body = body(SampleProviders.openAi().maxOutputTokensField("num_predict"));

        assertThat(body.path("num_predict").asInt()).isEqualTo(1_000);
        assertThat(body.has("max_tokens")).isFalse();
    }

    @Test
    void shouldTrustAnAuthorityOfOnesOwn() throws GeneralSecurityException, IOException {
        try (Tunnel front = Tunnel.to(server.port(), certificates.serverSocket(false))) {
            TlsConfig own = new TlsConfig(certificates.certificate("server"), null, null);

            assertThat(call(overTls(front, own).build())).isInstanceOf(Outcome.Completed.class);
            assertThat(server.calls()).isEqualTo(1);
        }
    }

    @Test
    void shouldTrustNobodyElse() throws GeneralSecurityException, IOException {
        try (Tunnel front = Tunnel.to(server.port(), certificates.serverSocket(false))) {
            Outcome outcome = call(overTls(front, TlsConfig.DEFAULT).build());

            assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                    .isEqualTo(FailureReason.CONNECT_FAILED));
            assertThat(server.calls()).isZero();
        }
    }

    @Test
    void shouldShowACertificateOfOurOwnWhenAsked() throws GeneralSecurityException, IOException {
        Path authority = certificates.certificate("server");
        TlsConfig mutual = new TlsConfig(authority, certificates.certificate("client"), certificates.key("client"));
        try (Tunnel front = Tunnel.to(server.port(), certificates.serverSocket(true))) {
            assertThat(call(overTls(front, mutual).build())).isInstanceOf(Outcome.Completed.class);
            assertThat(call(overTls(front, new TlsConfig(authority, null, null)).build()))
                    .isInstanceOf(Outcome.Failed.class);
            assertThat(server.calls()).isEqualTo(1);
        }
    }

    @Test
    void shouldGoThroughAProxy() throws IOException {
        try (Tunnel proxy = Tunnel.proxy()) {
            ReceivedRequest received = received(SampleProviders.openAi().proxy("http://localhost:" + proxy.port()));

            assertThat(received.body()).isNotBlank();
            assertThat(proxy.proxied())
                    .containsExactly("POST http://localhost:" + server.port() + "/v1/chat/completions");
        }
    }

    @Test
    void shouldTunnelTlsThroughAProxy() throws GeneralSecurityException, IOException {
        TlsConfig own = new TlsConfig(certificates.certificate("server"), null, null);
        try (Tunnel proxy = Tunnel.proxy();
                Tunnel front = Tunnel.to(server.port(), certificates.serverSocket(false))) {
            Outcome outcome = call(overTls(front, own)
                    .proxy("http://localhost:" + proxy.port())
                    .build());

            assertThat(outcome).isInstanceOf(Outcome.Completed.class);
            assertThat(proxy.proxied()).containsExactly("CONNECT localhost:" + front.port());
        }
    }
}
