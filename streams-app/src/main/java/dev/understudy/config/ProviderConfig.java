package dev.understudy.config;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One LLM provider.
 *
 * @param dialect wire format
 * @param baseUrl address up to and with the version, such as {@code https://api.openai.com/v1}
 * @param model model to ask for
 * @param apiKey one key, where one is needed; {@code ${file:...}} is read again when the provider refuses the key
 * @param keys several keys by name, used in turn, each with a circuit breaker and a pause of its own; {@code api-key}
 *     is named {@code default} among them
 * @param timeout limit of a whole call
 * @param timeouts limits of its phases
 * @param maxConcurrent calls in flight, per instance
 * @param maxQueued requests that may wait for this provider before the next one is asked, per instance. Unless set, 20
 *     times {@code max-concurrent}
 * @param requestsPerMinute calls per minute, per instance; holds in any second, wherever it begins. Unless set, no
 *     limit
 * @param maxOutputTokens limit of an answer, in tokens
 * @param maxOutputTokensField field of the request that carries that limit, such as {@code max_completion_tokens}.
 *     Unless set, the dialect's own
 * @param maxInputTokens window kept for the prompt, in tokens; a longer alert is cut for the prompt
 * @param temperature sent only when set
 * @param structuredOutput what the provider promises about the form of an answer; a simpler way is taken when it turns
 *     this one down
 * @param headers extra headers of each request
 * @param query extra query parameters of each request
 * @param body extra fields of the body of each request, of any shape
 * @param proxy HTTP proxy, such as {@code http://proxy:3128}
 * @param tls TLS of its connections
 * @param circuitBreaker when calls stop because the provider fails or is slow
 * @param authProbe how often a provider that refused our account is tried again
 * @param activeProbe how often a provider whose breaker is due is asked about a made-up alert, so that no live one has
 *     to find out whether it is back. Unless set, never
 * @param maxResponseBytes longest body that is read
 * @param price what a call costs; without it costs are null
 * @param largerWindow provider to ask first when the alert is too long for this one by estimate, and instead when this
 *     one says so; its {@code max-input-tokens} must be larger. Unless set, the next of the chain
 * @param reask whether an answer that breaks the schema is asked for once more
 * @param tokensPerMinute tokens of prompts and answers per minute, per instance; holds in any minute, and a quarter of
 *     it in any quarter; estimated when a call begins, set right when it ends. Unless set, no limit
 * @param prompt file of a template for this provider alone. Unless set, {@code prompts.template}
 * @param bytesPerToken bytes of UTF-8 that make a token on average, by which the length of a prompt is estimated; 1 to
 *     10
 * @param budget what may be spent on it in a day; needs {@code price}. Unless set, no limit
 */
public record ProviderConfig(
        DialectName dialect,
        URI baseUrl,
        String model,
        @Nullable Secret apiKey,
        Map<String, Secret> keys,
        Duration timeout,
        TimeoutConfig timeouts,
        Integer maxConcurrent,
        Integer maxQueued,
        @Nullable Integer requestsPerMinute,
        Integer maxOutputTokens,
        @Nullable String maxOutputTokensField,
        Integer maxInputTokens,
        @Nullable BigDecimal temperature,
        StructuredOutput structuredOutput,
        Map<String, Secret> headers,
        Map<String, String> query,
        Map<String, Object> body,
        @Nullable URI proxy,
        TlsConfig tls,
        CircuitBreakerConfig circuitBreaker,
        Duration authProbe,
        @Nullable Duration activeProbe,
        Integer maxResponseBytes,
        @Nullable PriceConfig price,
        @Nullable String largerWindow,
        Boolean reask,
        @Nullable Integer tokensPerMinute,
        @Nullable Path prompt,
        BigDecimal bytesPerToken,
        @Nullable BudgetConfig budget) {
    private static final String DEFAULT_KEY = "default";
    /** Near the mark for English; errs towards shorter prompts for most other scripts. */
    private static final BigDecimal BYTES_PER_TOKEN = new BigDecimal("3.5");

    public ProviderConfig {
        Require.present(dialect, "dialect", "one of " + DialectName.spellings());
        requireHttp(Require.present(baseUrl, "base-url", "an http or https address"), "base-url");
        Require.present(model, "model", "the name of a model");
        keys = Require.ordered(keys);
        timeout = Require.positive(Require.orElse(timeout, Duration.ofSeconds(15)), "timeout");
        timeouts = Require.orElse(timeouts, TimeoutConfig.defaults());
        maxConcurrent = Require.positive(Require.orElse(maxConcurrent, 256), "max-concurrent");
        maxQueued = Require.positive(Require.orElse(maxQueued, 20 * maxConcurrent), "max-queued");
        maxOutputTokens = Require.positive(Require.orElse(maxOutputTokens, 2_000), "max-output-tokens");
        maxInputTokens = Require.positive(Require.orElse(maxInputTokens, 16_000), "max-input-tokens");
        structuredOutput = Require.orElse(structuredOutput, StructuredOutput.SCHEMA);
        headers = Require.ordered(headers);
        query = Require.ordered(query);
        body = Require.ordered(body);
        tls = Require.orElse(tls, TlsConfig.DEFAULT);
        circuitBreaker = Require.orElse(circuitBreaker, CircuitBreakerConfig.defaults());
        authProbe = Require.positive(Require.orElse(authProbe, Duration.ofMinutes(5)), "auth-probe");
        maxResponseBytes = Require.positive(Require.orElse(maxResponseBytes, 2 * 1024 * 1024), "max-response-bytes");
        reask = Require.orElse(reask, false);
        bytesPerToken = Require.within(Require.orElse(bytesPerToken, BYTES_PER_TOKEN), 1, 10, "bytes-per-token");
        BudgetConfig.requirePrice(budget, price);
        if (activeProbe != null) {
            Require.positive(activeProbe, "active-probe");
        }
        if (apiKey != null && keys.containsKey(DEFAULT_KEY)) {
            throw new ConfigException("keys." + DEFAULT_KEY, "is the name of api-key; expected another name");
        }
        if (requestsPerMinute != null) {
            Require.positive(requestsPerMinute, "requests-per-minute");
        }
        if (tokensPerMinute != null) {
            Require.positive(tokensPerMinute, "tokens-per-minute");
        }
        if (proxy != null) {
            requireHttp(proxy, "proxy");
        }
    }

    /** All keys by name, in the order in which they are used: {@code apiKey} first, the others by name. */
    public Map<String, Secret> namedKeys() {
        Map<String, Secret> named = new LinkedHashMap<>();
        if (apiKey != null) {
            named.put(DEFAULT_KEY, apiKey);
        }
        named.putAll(new TreeMap<>(keys));
        return named;
    }

    /** The same with structured output asked for in another way. */
    public ProviderConfig withStructuredOutput(StructuredOutput mode) {
        return copy(mode, circuitBreaker, activeProbe, requestsPerMinute, tokensPerMinute, budget);
    }

    /** The same without a budget. */
    public ProviderConfig withoutBudget() {
        return copy(structuredOutput, circuitBreaker, activeProbe, requestsPerMinute, tokensPerMinute, null);
    }

    /** The same without budget, rates and probes, and with a breaker that does not open: for answers that cost nothing. */
    public ProviderConfig withoutLimits() {
        return copy(structuredOutput, CircuitBreakerConfig.NEVER_OPEN, null, null, null, null);
    }

    private ProviderConfig copy(
            StructuredOutput mode,
            CircuitBreakerConfig breaker,
            @Nullable Duration probe,
            @Nullable Integer requests,
            @Nullable Integer tokens,
            @Nullable BudgetConfig daily) {
        return new ProviderConfig(
                dialect,
                baseUrl,
                model,
                apiKey,
                keys,
                timeout,
                timeouts,
                maxConcurrent,
                maxQueued,
                requests,
                maxOutputTokens,
                maxOutputTokensField,
                maxInputTokens,
                temperature,
                mode,
                headers,
                query,
                body,
                proxy,
                tls,
                breaker,
                authProbe,
                probe,
                maxResponseBytes,
                price,
                largerWindow,
                reask,
                tokens,
                prompt,
                bytesPerToken,
                daily);
    }

    private static void requireHttp(URI address, String property) {
        if (!("http".equals(address.getScheme()) || "https".equals(address.getScheme())) || address.getHost() == null) {
            throw new ConfigException(property, "must be an http or https address, but is " + address);
        }
    }
}
