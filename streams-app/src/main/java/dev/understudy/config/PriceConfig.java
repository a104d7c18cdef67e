package dev.understudy.config;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Price of a model in US dollars per million tokens.
 *
 * @param inputPerMillion US dollars for a million tokens of prompts
 * @param outputPerMillion US dollars for a million tokens of answers
 * @param cachedInputPerMillion the same of prompt tokens that the provider read from a cache. Unless set, {@code
 *     input-per-million}
 */
public record PriceConfig(
        BigDecimal inputPerMillion,
        BigDecimal outputPerMillion,
        @Nullable BigDecimal cachedInputPerMillion) {

    public PriceConfig {
        notNegative(
                Require.present(inputPerMillion, "input-per-million", "US dollars, such as 0.25"), "input-per-million");
        notNegative(
                Require.present(outputPerMillion, "output-per-million", "US dollars, such as 2.00"),
                "output-per-million");
        if (cachedInputPerMillion != null) {
            notNegative(cachedInputPerMillion, "cached-input-per-million");
        }
    }

    private static void notNegative(BigDecimal price, String property) {
        if (price.signum() < 0) {
            throw new ConfigException(property, "must not be negative, but is " + price);
        }
    }
}
