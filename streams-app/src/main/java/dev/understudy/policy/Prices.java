package dev.understudy.policy;

import dev.understudy.config.PriceConfig;
import dev.understudy.domain.attempt.TokenUsage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** What a call costs. */
public final class Prices {
    private Prices() {}

    /**
     * The price of the tokens, in millionths of a US dollar; null when the price or the tokens are unknown. A price in
     * dollars per million tokens is the same number in millionths of a dollar per token.
     */
    public static @Nullable Long micros(@Nullable PriceConfig price, @Nullable TokenUsage usage) {
        if (price == null || usage == null) {
            return null;
        }
        BigDecimal cached =
                price.cachedInputPerMillion() == null ? price.inputPerMillion() : price.cachedInputPerMillion();
        return price.inputPerMillion()
                .multiply(BigDecimal.valueOf(usage.input() - usage.cachedInput()))
                .add(cached.multiply(BigDecimal.valueOf(usage.cachedInput())))
                .add(price.outputPerMillion().multiply(BigDecimal.valueOf(usage.output())))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
