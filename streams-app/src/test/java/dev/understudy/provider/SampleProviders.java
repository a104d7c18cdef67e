package dev.understudy.provider;

import dev.understudy.config.CircuitBreakerConfig;
import dev.understudy.config.DialectName;
import dev.understudy.config.PromptsConfig;
import dev.understudy.config.ProviderConfig;
import dev.understudy.config.Secret;
import dev.understudy.config.StructuredOutput;
import dev.understudy.config.TimeoutConfig;
import dev.understudy.config.TlsConfig;
import dev.understudy.config.UnderstudyConfig;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Provider configurations for tests, with limits that no test reaches by chance. */
public final class SampleProviders {
    public static final String KEY = "sk-test-1234567890abcdef";
    public static final int MAX_RESPONSE_BYTES = 256 * 1024;

    private @Nullable String baseUrl = "https://llm.example.com/v1";
    private StructuredOutput structuredOutput = StructuredOutput.SCHEMA;
    private @Nullable Secret key = Secret.of(KEY);
    private Map<String, Secret> headers = Map.of();
    private Map<String, String> query = Map.of();
    private Map<String, Object> body = Map.of();
    private @Nullable BigDecimal temperature;
    private @Nullable Integer requestsPerMinute;
    private @Nullable String maxOutputTokensField;
    private int maxInputTokens = 16_000;
    private int maxConcurrent = 2_000;
    private @Nullable Duration slow = Duration.ofSeconds(2);
    private TlsConfig tls = TlsConfig.DEFAULT;
    private Duration timeout = Duration.ofSeconds(5);
    private TimeoutConfig timeouts =
            new TimeoutConfig(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10));

    private final DialectName dialect;
    private Map<String, Secret> keys = Map.of();
    private @Nullable URI proxy;
    private Duration authProbe = Duration.ofMinutes(5);
    private @Nullable Duration activeProbe;
    private @Nullable Path prompt;
    private @Nullable BigDecimal bytesPerToken;

    private SampleProviders(DialectName dialect) {
        this.dialect = dialect;
    }

    public static SampleProviders openAi() {
        return new SampleProviders(DialectName.OPENAI);
    }

    public static SampleProviders anthropic() {
        return new SampleProviders(DialectName.ANTHROPIC).at("https://llm.example.com");
    }

    public static SampleProviders gemini() {
        return new SampleProviders(DialectName.GEMINI).at("https://llm.example.com");
    }

    public SampleProviders keys(Map<String, Secret> further) {
        keys = further;
        return this;
    }

    public SampleProviders proxy(String address) {
        proxy = URI.create(address);
        return this;
    }

    public SampleProviders authProbe(Duration every) {
        authProbe = every;
        return this;
    }

    public SampleProviders activeProbe(Duration every) {
        activeProbe = every;
        return this;
    }

    public SampleProviders prompt(Path file) {
        prompt = file;
        return this;
    }

    public SampleProviders bytesPerToken(String bytes) {
        bytesPerToken = new BigDecimal(bytes);
        return this;
    }

    public SampleProviders at(String url) {
        baseUrl = url;
        return this;
    }

    public SampleProviders structured(StructuredOutput mode) {
        structuredOutput = mode;
        return this;
    }

    public SampleProviders key(@Nullable Secret secret) {
        key = secret;
        return this;
    }

    public SampleProviders header(String name, String value) {
        headers = Map.of(name, Secret.of(value));
        return this;
    }

    public SampleProviders query(String name, String value) {
        query = Map.of(name, value);
        return this;
    }

    public SampleProviders body(String name, Object value) {
        body = Map.of(name, value);
        return this;
    }

    public SampleProviders temperature(String value) {
        temperature = new BigDecimal(value);
        return this;
    }

    public SampleProviders requestsPerMinute(int requests) {
        requestsPerMinute = requests;
        return this;
    }

    public SampleProviders maxOutputTokensField(String field) {
        maxOutputTokensField = field;
        return this;
    }

    public SampleProviders maxInputTokens(int tokens) {
        maxInputTokens = tokens;
        return this;
    }

    public SampleProviders maxConcurrent(int calls) {
        maxConcurrent = calls;
        return this;
    }

    public SampleProviders timeout(Duration whole) {
        timeout = whole;
        return this;
    }

    public SampleProviders timeouts(Duration connect, Duration headers, Duration silence) {
        timeouts = new TimeoutConfig(connect, headers, silence);
        return this;
    }

    public SampleProviders neverSlow() {
        slow = null;
        return this;
    }

    public SampleProviders tls(TlsConfig config) {
        tls = config;
        return this;
    }

    public ProviderConfig build() {
        return new ProviderConfig(
                dialect,
                URI.create(baseUrl),
                "gpt-5-mini",
                key,
                keys,
                timeout,
                timeouts,
                maxConcurrent,
                null,
                requestsPerMinute,
                1_000,
                maxOutputTokensField,
                maxInputTokens,
                temperature,
                structuredOutput,
                headers,
                query,
                body,
                proxy,
                tls,
                new CircuitBreakerConfig(50, 80, slow, 10, 4, Duration.ofSeconds(10), 2),
                authProbe,
                activeProbe,
                MAX_RESPONSE_BYTES,
                null,
                null,
                false,
                null,
                prompt,
                bytesPerToken,
                null);
    }

    /** A whole configuration with these providers. */
    public static UnderstudyConfig config(Map<String, ProviderConfig> providers, int maxConcurrent) {
        return config(providers, maxConcurrent, null);
    }

    /** The same with these words around an alert. */
    public static UnderstudyConfig config(
            Map<String, ProviderConfig> providers, int maxConcurrent, @Nullable PromptsConfig prompts) {
        return new UnderstudyConfig(
                Map.of("bootstrap.servers", "localhost:9092"),
                Map.of("url", "http://localhost:8081"),
                null,
                null,
                null,
                null,
                null,
                null,
                new dev.understudy.config.InFlightConfig(maxConcurrent, null),
                null,
                null,
                providers,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                prompts,
                null,
                null,
                null);
    }
}
