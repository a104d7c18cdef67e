package dev.understudy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProviderConfigTest {
    private static final URI ADDRESS = URI.create("https://api.openai.com/v1");

    @Test
    void shouldFillDefaults() {
        ProviderConfig provider = provider(ADDRESS, null, null);

        assertThat(provider.timeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(provider.maxConcurrent()).isEqualTo(256);
        assertThat(provider.maxQueued()).isEqualTo(5_120);
        assertThat(provider.maxOutputTokens()).isEqualTo(2_000);
        assertThat(provider.maxInputTokens()).isEqualTo(16_000);
        assertThat(provider.structuredOutput()).isEqualTo(StructuredOutput.SCHEMA);
        assertThat(provider.authProbe()).isEqualTo(Duration.ofMinutes(5));
        assertThat(provider.activeProbe()).isNull();
        assertThat(provider.maxResponseBytes()).isEqualTo(2 * 1024 * 1024);
        assertThat(provider.reask()).isFalse();
        assertThat(provider.requestsPerMinute()).isNull();
        assertThat(provider.price()).isNull();
        assertThat(provider.prompt()).isNull();
        assertThat(provider.bytesPerToken()).isEqualByComparingTo("3.5");
        assertThat(provider.budget()).isNull();
        assertThat(provider.tls()).isEqualTo(TlsConfig.DEFAULT);
        assertThat(provider.timeouts()).isEqualTo(TimeoutConfig.defaults());
        assertThat(provider.circuitBreaker()).isEqualTo(CircuitBreakerConfig.defaults());
    }

    @Test
    void shouldKeepTheOrderOfBodyFields() {
        Map<String, Object> body = new LinkedHashMap<>();
        for (String name : new String[] {"zeta", "alpha", "mu", "beta", "omega"}) {
            body.put(name, 1);
        }

        assertThat(provider(ADDRESS, null, body).body().keySet())
                .containsExactly("zeta", "alpha", "mu", "beta", "omega");
    }

    @Test
    void shouldRefuseWhatIsNoAddress() {
        assertRefused(() -> provider(null, null, null), "base-url: is missing; expected an http or https address");
        assertRefused(
                () -> provider(URI.create("ftp://x"), null, null),
                "base-url: must be an http or https address, but is ftp://x");
        assertRefused(
                () -> provider(URI.create("http:/x"), null, null),
                "base-url: must be an http or https address, but is http:/x");
    }

    @Test
    void shouldRefuseATimeoutOfNothing() {
        assertRefused(
                () -> provider(ADDRESS, Duration.ZERO, null),
                "timeout: must be longer than zero, such as 15s, but is 0s");
    }

    @Test
    void shouldNameTheKeysInTheOrderInWhichTheyAreUsed() {
        Map<String, Secret> further = new LinkedHashMap<>();
        further.put("b", Secret.of("sk-b"));
        further.put("a", Secret.of("sk-a"));

        assertThat(keyed(Secret.of("sk-default"), further).namedKeys().keySet()).containsExactly("default", "a", "b");
        assertThat(keyed(null, further).namedKeys().keySet()).containsExactly("a", "b");
        assertThat(keyed(null, null).namedKeys()).isEmpty();
    }

    @Test
    void shouldNeedNoMoreCallsThanASmallWindowHolds() {
        assertThat(new CircuitBreakerConfig(null, null, null, 4, null, null, null).minimumNumberOfCalls())
                .isEqualTo(4);
        assertThat(new CircuitBreakerConfig(null, null, null, 20, 20, null, null).minimumNumberOfCalls())
                .isEqualTo(20);
        assertThat(CircuitBreakerConfig.defaults().minimumNumberOfCalls()).isEqualTo(10);
    }

    @Test
    void shouldRefuseTwoKeysOfOneName() {
        assertRefused(
                () -> keyed(Secret.of("sk-1"), Map.of("default", Secret.of("sk-2"))),
                "keys.default: is the name of api-key; expected another name");
    }

    @Test
    void shouldRefuseNegativePrices() {
        assertRefused(
                () -> new PriceConfig(new BigDecimal("-1"), BigDecimal.ONE, null),
                "input-per-million: must not be negative, but is -1");
        assertRefused(
                () -> new PriceConfig(BigDecimal.ONE, null, null),
                "output-per-million: is missing; expected US dollars, such as 2.00");
    }

    @Test
    void shouldRefuseHalfOfMutualTls() {
        assertRefused(
                () -> new TlsConfig(null, Path.of("cert.pem"), null),
                "key-file: is missing; certificate-file and key-file go together");
        assertRefused(
                () -> new TlsConfig(null, null, Path.of("key.pem")),
                "certificate-file: is missing; certificate-file and key-file go together");
    }

    @Test
    void shouldRefuseBreakersThatNeverOpen() {
        assertRefused(
                () -> new CircuitBreakerConfig(0, null, null, null, null, null, null),
                "failure-rate-threshold: must be 1 to 100, but is 0");
        assertRefused(
                () -> new CircuitBreakerConfig(null, null, Duration.ZERO, null, null, null, null),
                "slow-call-duration-threshold: must be longer than zero, such as 15s, but is 0s");
        assertRefused(
                () -> new CircuitBreakerConfig(null, null, null, 0, null, null, null),
                "sliding-window-size: must be at least 1, but is 0");
        assertRefused(
                () -> new CircuitBreakerConfig(null, null, null, 20, 21, null, null),
                "minimum-number-of-calls: must be at most sliding-window-size (20), but is 21");
        assertRefused(
                () -> new CircuitBreakerConfig(null, null, null, null, 51, null, null),
                "minimum-number-of-calls: must be at most sliding-window-size (50), but is 51");
    }

    private static ProviderConfig provider(URI address, Duration timeout, Map<String, Object> body) {
        return provider(address, null, null, timeout, body);
    }

    private static ProviderConfig keyed(Secret apiKey, Map<String, Secret> keys) {
        return provider(ADDRESS, apiKey, keys, null, null);
    }

    private static ProviderConfig provider(
            URI address, Secret apiKey, Map<String, Secret> keys, Duration timeout, Map<String, Object> body) {
        return new ProviderConfig(
                DialectName.OPENAI,
                address,
                "m",
                apiKey,
                keys,
                timeout,
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
                body,
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
                null);
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(ConfigException.class).hasMessage(message);
    }
}
