package dev.understudy.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.understudy.config.ConfigException;
import io.confluent.kafka.schemaregistry.client.security.bearerauth.BearerAuthCredentialProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways to authenticate that the client's settings name, as they arrive at the registry. */
class RegistryAuthenticationTest {
    private static final String BASIC = "Basic dXNlcjp3b3Jk";

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.sendResponseHeaders(403, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldSendUserAndPasswordOfTheSettings() {
        ask("", Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "user:word"));

        assertThat(seen).containsOnly(BASIC);
    }

    @Test
    void shouldSendUserAndPasswordOfTheAddress() {
        ask("user:word@", Map.of("basic.auth.credentials.source", "URL"));

        assertThat(seen).containsOnly(BASIC);
    }

    @Test
    void shouldSendATokenOfTheSettings() {
        ask("", Map.of("bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token", "abc"));

        assertThat(seen).containsOnly("Bearer abc");
    }

    @Test
    void shouldSendTheTokenOfAClass() {
        ask(
                "",
                Map.of(
                        "bearer.auth.credentials.source",
                        "CUSTOM",
                        "bearer.auth.custom.provider.class",
                        OwnTokens.class.getName()));

        assertThat(seen).containsOnly("Bearer own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OAUTHBEARER", "SASL_OAUTHBEARER_INHERIT"})
    void shouldSayThatTheClientCannotFetchTokens(String source) {
        assertThatThrownBy(() ->
                        Codecs.create(Map.of("url", "http://localhost:1", "bearer.auth.credentials.source", source)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("schema-registry.bearer.auth.credentials.source")
                .hasMessageContaining("STATIC_TOKEN");
    }

    private void ask(String userInfo, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("url", "http://" + userInfo + "localhost:" + server.getAddress().getPort());
        try (Codecs codecs = Codecs.create(all)) {
            assertThatThrownBy(() -> codecs.codec(Contract.ALERT, "incidents"))
                    .isInstanceOf(SchemaRegistryException.class)
                    .hasMessageContaining("403");
        }
    }

    /** A class of the operator that gives a token. */
    public static final class OwnTokens implements BearerAuthCredentialProvider {
        @Override
        public String getBearerToken(URL url) {
            return "own";
        }

        @Override
        public void configure(Map<String, ?> configs) {
            // needs nothing
        }
    }
}
