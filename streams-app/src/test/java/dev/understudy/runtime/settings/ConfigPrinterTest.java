package dev.understudy.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.UnderstudyConfig;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigPrinterTest {
    private static final ConfigLoader LOADER = new ConfigLoader(Map.of("KEY", "sk-secret"));

    private static final String TEXT = """
            kafka:
              bootstrap.servers: localhost:9092
              ssl.keystore.password: pass-secret
              sasl.jaas.config: jaas-secret
              linger.ms: 5
            schema-registry: {url: "http://me:url-secret@localhost:8081", basic.auth.user.info: "me:info-secret"}
            providers:
              openai:
                dialect: openai
                base-url: https://api.openai.com/v1
                model: gpt-5-mini
                api-key: ${KEY}
                keys: {second: second-secret}
                headers: {x-gateway: header-secret}
                query: {key: query-secret, api-version: "1"}
                body: {max_completion_tokens: 5, service_tier: flex}
            gateway: {auth: {tokens: {am: token-secret}, users: {ops: user-secret}}}
            """;

    @Test
    void shouldPrintEveryDefault() {
        assertThat(print())
                .contains("deadline: 30s\n")
                .contains("start-from: 15m\n")
                .contains("expires: 24h\n")
                .contains("  port: 9464\n")
                .contains("    structured-output: schema\n")
                .contains("      failure-rate-threshold: 50\n")
                .contains("state-dir: understudy-state\n");
    }

    @Test
    void shouldMaskEverySecret() {
        assertThat(print())
                .doesNotContain("secret")
                .contains("ssl.keystore.password: '****'")
                .contains("http://me:****@localhost:8081")
                .contains("service_tier: flex")
                .contains("max_completion_tokens: 5")
                .contains("linger.ms: \"5\"");
    }

    @Test
    void shouldPrintWhatCanBeLoadedAgain() {
        // When
        UnderstudyConfig again =
                LOADER.parse(print(), "printed.yaml", Path.of(".")).config();

        // Then
        assertThat(ConfigPrinter.print(again)).isEqualTo(print());
    }

    private static String print() {
        return ConfigPrinter.print(
                LOADER.parse(TEXT, "understudy.yaml", Path.of(".")).config());
    }
}
