package dev.understudy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayConfigTest {
    private static final GatewayAuthConfig TOKEN = new GatewayAuthConfig(Map.of("am", Secret.of("token")), null);

    @Test
    void shouldTakeAlertsOfThisMachineUnlessToldOtherwise() {
        GatewayConfig config = GatewayConfig.defaults();

        assertThat(config.bind()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isEqualTo(9466);
        assertThat(config.tls()).isNull();
        assertThat(config.auth().required()).isFalse();
        assertThat(config.maxBodyBytes()).isEqualTo(4 * 1024 * 1024);
        assertThat(config.maxBytesInFlight()).isEqualTo(64 * 1024 * 1024);
        assertThat(config.maxConnections()).isEqualTo(1_000);
        assertThat(config.bodyTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.idleTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.deliveryTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.generic()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.1", "localhost", "::1", "[::1]"})
    void shouldNeedNoCredentialsOnTheLoopbackAddress(String bind) {
        assertThat(gateway(bind, null, null, null, null).onLoopback()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.1", "128.0.0.1", "localhost.example.com", "127.0.0.1.example.com"})
    void shouldNeedCredentialsAnywhereElse(String bind) {
        assertThatThrownBy(() -> gateway(bind, null, null, null, null))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("auth: is missing, but bind is " + bind)
                .hasMessageContaining("expected tokens or users");
        assertThat(gateway(bind, TOKEN, null, null, null).onLoopback()).isFalse();
    }

    @Test
    void shouldHaveRoomForSeveralBodies() {
        assertThatThrownBy(() -> gateway(null, null, 2048, 8191, null))
                .hasMessage("max-bytes-in-flight: must be at least four times max-body-bytes (2048), but is 8191");
    }

    @ParameterizedTest
    @ValueSource(strings = {"999ms", "59s"})
    void shouldKeepTheDeliveryWithinTheLifeOfAConnection(String delivery) {
        assertThatThrownBy(() -> gateway(null, null, null, null, Durations.parse(delivery)))
                .hasMessageStartingWith("delivery-timeout: must be at least 1s, and 2s shorter than idle-timeout (1m)");
    }

    @Test
    void shouldRefuseCredentialsThatCannotBeSent() {
        assertThatThrownBy(() -> new GatewayAuthConfig(Map.of("am", Secret.of("two words")), null))
                .hasMessageStartingWith("tokens.am: must consist of visible ASCII characters");
        assertThatThrownBy(() -> new GatewayAuthConfig(Map.of("am", Secret.of(" ")), null))
                .hasMessageStartingWith("tokens.am: ");
        assertThatThrownBy(() -> new GatewayAuthConfig(null, Map.of("a:b", Secret.of("p"))))
                .hasMessageStartingWith("users.a:b: is no user name");
        assertThatThrownBy(() -> new GatewayAuthConfig(null, Map.of("ops", Secret.of(""))))
                .hasMessage("users.ops: is empty; expected a password");
    }

    @Test
    void shouldRefuseHalfACertificate() {
        Path file = Path.of("file");
        assertThatThrownBy(() -> new GatewayTlsConfig(file, null, null, null)).hasMessageStartingWith("key-file: ");
        assertThatThrownBy(() -> new GatewayTlsConfig(null, null, file, null))
                .hasMessageStartingWith("key-store-password: ");
        assertThatThrownBy(() -> new GatewayTlsConfig(null, null, null, null))
                .hasMessageStartingWith("certificate-file: is missing");
        assertThatThrownBy(() -> new GatewayTlsConfig(file, file, file, Secret.of("p")))
                .hasMessage("certificate-file: stands beside key-store; expected one of them");
    }

    private static GatewayConfig gateway(
            String bind, GatewayAuthConfig auth, Integer body, Integer inFlight, Duration delivery) {
        return new GatewayConfig(bind, null, null, auth, body, inFlight, null, null, null, delivery, null);
    }
}
