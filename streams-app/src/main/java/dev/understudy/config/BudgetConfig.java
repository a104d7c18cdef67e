package dev.understudy.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What may be spent on a provider in a day, by all instances together.
 *
 * @param usdPerDay US dollars for a day, which begins at midnight UTC, all instances together
 * @param shadow whether calls go on when it is used up, and it is only reported
 */
public record BudgetConfig(BigDecimal usdPerDay, Boolean shadow) {
    private static final int DECIMALS_OF_A_MICRO = 6;
    private static final BigDecimal LEAST = new BigDecimal("0.0001");
    private static final BigDecimal MOST = new BigDecimal("1000000000");
    private static final int SLICES = 50;

    public BudgetConfig {
        Require.present(usdPerDay, "usd-per-day", "US dollars, such as 20.00");
        if (usdPerDay.compareTo(LEAST) < 0 || usdPerDay.compareTo(MOST) > 0) {
            throw new ConfigException(
                    "usd-per-day", "must be " + LEAST + " to " + MOST + " US dollars, but is " + usdPerDay);
        }
        shadow = Require.orElse(shadow, false);
    }

    /** The same in millionths of a US dollar, rounded down. */
    public long micros() {
        return usdPerDay
                .movePointRight(DECIMALS_OF_A_MICRO)
                .setScale(0, RoundingMode.DOWN)
                .longValueExact();
    }

    /** What an instance takes at a time, in millionths of a US dollar: a fiftieth. */
    public long sliceMicros() {
        return micros() / SLICES;
    }

    /** Refuses a budget without a price to count it by. */
    static void requirePrice(@Nullable BudgetConfig budget, @Nullable PriceConfig price) {
        if (budget != null && price == null) {
            throw new ConfigException("budget", "needs a price to count by; expected price of the same provider");
        }
    }
}
