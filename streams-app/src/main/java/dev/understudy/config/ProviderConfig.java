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
 * @param baseUrl address up to and with the version, such as https://api.openai.com/v1
 * @param model model to ask for
 * @param apiKey key; null where none is needed
 * @param keys further keys by name, used in turn, each with a breaker and a pause of its own; {@code apiKey} is named
 *     {@code default}
 * @param timeout limit of a whole call
 * @param timeouts limits of its phases
 * @param maxConcurrent calls in flight, per instance
 * @param maxQueued requests that may wait for this provider before the next one is asked, per instance
 * @param requestsPerMinute calls per minute, per instance; null means no limit
 * @param maxOutputTokens limit of an answer
 * @param maxOutputTokensField name of the request field that carries it, such as max_completion_tokens
 * @param maxInputTokens context window kept for the prompt
 * @param temperature sent only when set
 * @param structuredOutput how the output schema is enforced
 * @param headers extra request headers
 * @param query extra query parameters
 * @param body extra fields of the request body
 * @param proxy HTTP proxy; null means none
 * @param authProbe how often a provider that refused our credentials is tried again
 * @param activeProbe how often a provider whose breaker is due is asked about a made-up alert, so that no live one has to
 *     find out whether it is back; null means never
 * @param maxResponseBytes longest body that is read
 * @param largerWindow provider to ask instead when this one finds a prompt too long; null means the next of the chain
 * @param reask whether an answer that breaks the schema is asked for once more
 * @param tokensPerMinute tokens of prompts and answers per minute, per instance; null means no limit
 * @param prompt file of a template for this provider alone; null means that of all
 * @param bytesPerToken bytes of UTF-8 that make a token on average, by which the length of a prompt is estimated
 * @param budget what may be spent on it in a day; null means no limit
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
