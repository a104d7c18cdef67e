package dev.understudy.sandbox.script;

import java.time.Duration;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a scripted provider thinks before it answers: a distribution, and optionally one call in {@code slowOneIn} that
 * takes {@code slow}. The text form is {@code 300ms}, {@code 200ms..1s} (uniform) or {@code 300ms~2s} (log-normal, median
 * and 95th percentile), followed by {@code /100:10s} for one slow call in a hundred.
 */
public record Latency(Shape shape, Duration low, Duration high, int slowOneIn, Duration slow) {

    /** The family of the distribution. */
    public enum Shape {
        FIXED,
        UNIFORM,
        LOG_NORMAL
    }

    private static final double Z95 = 1.6448536;
    private static final Pattern AMOUNT = Pattern.compile("(\\d+)\\s*(ms|s|m)");
    private static final Pattern TEXT =
            Pattern.compile("\\s*([^.~/]+?)\\s*(?:(\\.\\.|~)\\s*([^/]+?))?\\s*(?:/\\s*(\\d+)\\s*:\\s*(.+?))?\\s*");

    /** Checks that the bounds are in order. */
    public Latency {
        if (low.isNegative() || high.compareTo(low) < 0 || slow.isNegative() || slowOneIn < 0) {
            throw new IllegalArgumentException(
                    "latency: want 0 <= " + low + " <= " + high + " and no negative slow part");
        }
        if (shape == Shape.LOG_NORMAL && low.isZero()) {
            throw new IllegalArgumentException("latency: the median of a log-normal distribution must be above zero");
        }
    }

    /** Answers at once. */
    public static Latency none() {
        return fixed(Duration.ZERO);
    }

    /** The same for every call. */
    public static Latency fixed(Duration latency) {
        return new Latency(Shape.FIXED, latency, latency, 0, Duration.ZERO);
    }

    /** Evenly spread between two bounds. */
    public static Latency uniform(Duration low, Duration high) {
        return new Latency(Shape.UNIFORM, low, high, 0, Duration.ZERO);
    }

    /** The shape that real providers show: a median and a long tail. */
    public static Latency logNormal(Duration median, Duration p95) {
        return new Latency(Shape.LOG_NORMAL, median, p95, 0, Duration.ZERO);
    }

    /** The same distribution, with one call in {@code n} (at random) that takes {@code duration}. */
    public Latency withOneSlowIn(int n, Duration duration) {
        return new Latency(shape, low, high, n, duration);
    }

    /** Reads the text form. */
    public static Latency parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "latency: '" + text + "' is none of 300ms, 200ms..1s, 300ms~2s, 300ms/100:10s");
        }
        Duration low = parseDuration(parts.group(1));
        Latency latency;
        if (parts.group(2) == null) {
            latency = fixed(low);
        } else if (parts.group(2).equals("~")) {
            latency = logNormal(low, parseDuration(parts.group(3)));
        } else {
            latency = uniform(low, parseDuration(parts.group(3)));
        }
        return parts.group(4) == null
                ? latency
                : latency.withOneSlowIn(Integer.parseInt(parts.group(4)), parseDuration(parts.group(5)));
    }

    /** Reads {@code 300ms}, {@code 2s}, {@code 1m} or {@code 0}. */
    public static Duration parseDuration(String text) {
        if (text.strip().equals("0")) {
            return Duration.ZERO;
        }
        Matcher amount = AMOUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!amount.matches()) {
            throw new IllegalArgumentException("duration: '" + text + "' is none of 300ms, 2s, 1m");
        }
        long number = Long.parseLong(amount.group(1));
        return switch (amount.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }

    /** Draws the latency of one call. */
    public Duration draw(RandomGenerator random) {
        if (slowOneIn > 0 && random.nextInt(slowOneIn) == 0) {
            return slow;
        }
        return switch (shape) {
            case FIXED -> low;
            case UNIFORM ->
                low.plusNanos((long) (random.nextDouble() * high.minus(low).toNanos()));
            case LOG_NORMAL -> {
                double sigma = Math.log((double) high.toNanos() / low.toNanos()) / Z95;
                yield Duration.ofNanos((long) (low.toNanos() * Math.exp(sigma * random.nextGaussian())));
            }
        };
    }

    @Override
    public String toString() {
        String text =
                switch (shape) {
                    case FIXED -> low.toMillis() + "ms";
                    case UNIFORM -> low.toMillis() + "ms.." + high.toMillis() + "ms";
                    case LOG_NORMAL -> low.toMillis() + "ms~" + high.toMillis() + "ms";
                };
        return slowOneIn > 0 ? text + "/" + slowOneIn + ":" + slow.toMillis() + "ms" : text;
    }
}
