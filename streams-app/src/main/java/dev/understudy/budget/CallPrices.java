package dev.understudy.budget;

import dev.understudy.config.PriceConfig;
import dev.understudy.domain.attempt.TokenUsage;
import dev.understudy.policy.Prices;
import org.jspecify.annotations.Nullable;

/** Prices of calls to one provider, in millionths of a US dollar. */
public record CallPrices(PriceConfig price, int maxOutputTokens) {
    /** The price of a call, by what the provider says of its tokens; null when it says nothing. */
    public @Nullable Long of(@Nullable TokenUsage usage) {
        return Prices.micros(price, usage);
    }

    /** What a call costs whose answer is as long as it may be. */
    public long atMost(long promptTokens) {
        TokenUsage most = new TokenUsage(promptTokens, 0, maxOutputTokens, 0);
        Long micros = Prices.micros(price, most);
        return micros == null ? 0 : micros;
    }
}
