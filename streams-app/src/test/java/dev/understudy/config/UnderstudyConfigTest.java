package dev.understudy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnderstudyConfigTest {
    private static final Map<String, String> KAFKA = Map.of("bootstrap.servers", "localhost:9092");
    private static final Map<String, String> REGISTRY = Map.of("url", "http://localhost:8081");

    @Test
    void shouldFillDefaults() {
        UnderstudyConfig config = config(KAFKA, providers("openai"), null, null);

        assertThat(config.deadline()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.expires()).isEqualTo(Duration.ofHours(24));
        assertThat(config.maxAlertAge()).isEqualTo(Duration.ofHours(1));
        assertThat(config.maxAlertBytes()).isEqualTo(1024 * 1024);
        assertThat(config.maxCalls()).isEqualTo(6);
        assertThat(config.inFlight()).isEqualTo(new InFlightConfig(2_000, 100_000));
        assertThat(config.retry())
                .isEqualTo(new RetryConfig(Duration.ofSeconds(5), Duration.ofMinutes(5), 2, 20, Duration.ofHours(1)));
        assertThat(config.hedging()).isEqualTo(new HedgingConfig(Set.of(), 95, 20));
        assertThat(config.http()).isEqualTo(new HttpConfig("127.0.0.1", 9464));
        assertThat(config.admin()).isEqualTo(AdminConfig.defaults());
        assertThat(config.stateDir()).isEqualTo(Path.of("understudy-state"));
        assertThat(config.instanceId()).isNull();
        assertThat(config.output().json()).isFalse();
        assertThat(config.recordExchanges()).isEqualTo(new RecordExchangesConfig(false, Duration.ofDays(7)));
        assertThat(config.maxRecordBytes()).isEqualTo(8 * 1024 * 1024);
    }

    @Test
    void shouldAskProvidersInTheOrderGivenWhenThereAreNoRoutes() {
        UnderstudyConfig config = config(KAFKA, providers("zeta", "openai", "alpha", "mu"), null, null);

        assertThat(config.providers().keySet()).containsExactly("zeta", "openai", "alpha", "mu");
        assertThat(config.routes().get(0).chain()).containsExactly("zeta", "openai", "alpha", "mu");
    }

    @Test
    void shouldTakeTheLongestRecordFromKafka() {
        assertThat(config(
                                Map.of("bootstrap.servers", "a:1", "max.request.size", "1048576"),
                                providers("openai"),
                                null,
                                null)
                        .maxRecordBytes())
                .isEqualTo(1_048_576);
        assertThatThrownBy(() -> config(
                                Map.of("bootstrap.servers", "a:1", "max.request.size", "big"),
                                providers("openai"),
                                null,
                                null)
                        .maxRecordBytes())
                .hasMessage("kafka.max.request.size: must be a whole number, but is big");
    }

    @Test
    void shouldRefuseWhatCannotWork() {
        assertRefused(
                () -> config(Map.of(), providers("openai"), null, null),
                "kafka.bootstrap.servers: is missing; expected host:port of a broker");
        assertRefused(() -> config(KAFKA, Map.of(), null, null), "providers: is empty; expected at least one provider");
        assertRefused(
                () -> config(KAFKA, providers("Open AI"), null, null),
                "providers.Open AI: is no name for a topic: use a-z, 0-9, - and _, at most 64 of them");
        assertRefused(
                () -> config(KAFKA, providers("openai"), Duration.ofDays(2), null),
                "expires: must be longer than deadline (2d), but is 24h");
        assertRefused(
                () -> config(
                        KAFKA,
                        providers("openai"),
                        null,
                        List.of(new RouteConfig(null, null, List.of("gone"), null, null, null, null))),
                "routes[0].chain: names gone, which is not among providers [openai]");
        assertRefused(
                () -> new RouteConfig(null, null, List.of(), null, null, null, null),
                "chain: is empty; expected the name of at least one provider");
        assertRefused(
                () -> new RetryConfig(Duration.ofMinutes(2), Duration.ofMinutes(1), null, null, null),
                "max: must not be shorter than initial (2m), but is 1m");
        assertRefused(() -> new HttpConfig(null, -1), "port: must be 0 to 65535, but is -1");
        assertRefused(() -> new HedgingConfig(null, 100, null), "percentile: must be 50 to 99, but is 100");
        assertRefused(() -> new HedgingConfig(null, null, 4), "minimum-number-of-calls: must be 5 to 200, but is 4");
        assertRefused(
                () -> new RecordExchangesConfig(true, Duration.ZERO),
                "retention: must be longer than zero, such as 15s, but is 0s");
        assertRefused(() -> new InFlightConfig(0, null), "max-concurrent: must be at least 1, but is 0");
        assertRefused(
                () -> new TimeoutConfig(Duration.ofMillis(-5), null, null),
                "connect: must be longer than zero, such as 15s, but is PT-0.005S");
    }

    @Test
    void shouldWriteDurationsAsTheyAreRead() {
        for (String text : List.of("250ms", "1s", "90s", "15m", "24h", "36h", "7d", "0s")) {
            assertThat(Durations.format(Durations.parse(text))).isEqualTo(text);
        }
        assertThat(Durations.format(Duration.ofNanos(1))).isEqualTo("PT0.000000001S");
        assertThat(Durations.parse("PT1M30S")).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void shouldNeverShowASecret() {
        assertThat(Secret.of("sk-1")).hasToString("****");
        assertThat(Secret.of("sk-1").reveal()).isEqualTo("sk-1");
    }

    private static Map<String, ProviderConfig> providers(String... names) {
        Map<String, ProviderConfig> providers = new LinkedHashMap<>();
        for (String name : names) {
            providers.put(
                    name,
                    new ProviderConfig(
                            DialectName.OPENAI,
                            URI.create("http://localhost"),
                            "m",
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null));
        }
        return providers;
    }

    private static UnderstudyConfig config(
            Map<String, String> kafka,
            Map<String, ProviderConfig> providers,
            Duration deadline,
            List<RouteConfig> routes) {
        return new UnderstudyConfig(
                kafka, REGISTRY, null, deadline, null, null, null, null, null, null, null, providers, routes, null,
                null, null, null, null, null, null, null, null, null, null, null);
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(ConfigException.class).hasMessage(message);
    }
}
