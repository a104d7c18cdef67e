package dev.understudy.policy;

import dev.understudy.config.PriceConfig;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.attempt.TokenEstimate;
import dev.understudy.domain.attempt.TokenUsage;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The provider whose call is expected to cost the least first: the estimated prompt, whole, and a usual answer, at the
 * configured prices. Equal ones stay as the chain names them.
 *
 * @param prices of each provider of the chain
 */
record CheapestOrder(List<String> chain, Map<String, PriceConfig> prices) implements ChainOrder {
    @Override
    public List<String> of(String requestId, Alert alert) {
        long tokens = PromptEstimate.tokens(alert);
        return chain.stream()
                .sorted(Comparator.comparingLong(provider -> micros(provider, tokens)))
                .toList();
    }

    /** Expected cost of a call, in millionths of a US dollar. */
    long micros(String provider, long promptTokens) {
        TokenUsage usage = new TokenUsage(promptTokens, 0, TokenEstimate.ANSWER, 0);
        return Objects.requireNonNull(Prices.micros(prices.get(provider), usage), provider);
    }
}
