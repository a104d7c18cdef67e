package dev.understudy.policy;

import dev.understudy.config.PriceConfig;
import dev.understudy.domain.attempt.TokenUsage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** What a call costs. */
public final class Prices {
    /** A thousand dollars for one call: whoever tells of more is wrong. */
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);

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
        // Some tell of more cached tokens than of tokens.
        long cachedInput = Math.min(usage.cachedInput(), usage.input());
        return price.inputPerMillion()
                .multiply(BigDecimal.valueOf(usage.input() - cachedInput))
                .add(cached.multiply(BigDecimal.valueOf(cachedInput)))
                .add(price.outputPerMillion().multiply(BigDecimal.valueOf(usage.output())))
                .setScale(0, RoundingMode.HALF_UP)
                .max(BigDecimal.ZERO)
                .min(MOST)
                .longValue();
    }
}
