package dev.understudy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.config.ConfigException;
import dev.understudy.config.GatewayTlsConfig;
import dev.understudy.config.Secret;
import dev.understudy.config.TlsConfig;
import dev.understudy.testing.Certificates;
import dev.understudy.tls.TlsContexts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayTlsTest {
    private static final Secret PASSWORD = Secret.of(Certificates.PASSWORD);

    @TempDir
    private static Path folder;

    private static Certificates certificates;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = new Certificates(folder);
    }

    @Test
    void shouldShowACertificateFromPemFiles() throws Exception {
        assertTakesAlerts(
                new GatewayTlsConfig(certificates.certificate("server"), certificates.key("server"), null, null));
    }

    @Test
    void shouldShowACertificateFromAStore() throws Exception {
        assertTakesAlerts(new GatewayTlsConfig(null, null, certificates.storeFile("server"), PASSWORD));
    }

    private static void assertTakesAlerts(GatewayTlsConfig tls) throws Exception {
        try (GatewayRig rig = GatewayRig.startWithTls(TlsContexts.server(tls))) {
            HttpClient client = HttpClient.newBuilder()
                    .sslContext(TlsContexts.client(new TlsConfig(certificates.certificate("server"), null, null)))
                    .build();

            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + rig.gateway.port() + GatewayPaths.NATIVE))
                            .POST(HttpRequest.BodyPublishers.ofString(GatewayRig.alert("a")))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.sslSession().orElseThrow().getProtocol()).isIn("TLSv1.3", "TLSv1.2");
            assertThat(rig.sent()).hasSize(1);
            assertThat(rig.gateway.address()).startsWith("https://");
        }
    }

    @Test
    void shouldSayWhatIsWrongWithAStore() throws IOException {
        Path gone = folder.resolve("gone.p12");
        Path text = Files.writeString(folder.resolve("text.p12"), "no store");

        assertThatThrownBy(() -> TlsContexts.server(new GatewayTlsConfig(null, null, gone, PASSWORD)))
                .isInstanceOf(ConfigException.class)
                .hasMessage("tls.key-store: cannot be read: " + gone);
        assertThatThrownBy(() -> TlsContexts.server(new GatewayTlsConfig(null, null, text, PASSWORD)))
                .hasMessageStartingWith(
                        "tls.key-store: is no PKCS#12 store, or key-store-password is not its password");
        assertThatThrownBy(() -> TlsContexts.server(new GatewayTlsConfig(
                        null, null, certificates.storeFile("server"), Secret.of("wrong-password"))))
                .hasMessageStartingWith(
                        "tls.key-store: is no PKCS#12 store, or key-store-password is not its password");
    }
}
