package dev.understudy.provider.dialect;

import dev.understudy.provider.http.HttpReply;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The wait that a reply asks for: {@code retry-after-ms}, or {@code Retry-After} in seconds or as a date (RFC 9110,
 * section 10.2.3). Never negative and never beyond 30 days.
 */
public final class RetryAfter {
    private static final Duration LONGEST = Duration.ofDays(30);

    private RetryAfter() {}

    /** The wait; null when none is asked for, or in no form that is known. */
    public static @Nullable Duration of(HttpReply reply) {
        String millis = reply.header("retry-after-ms");
        Duration wait = millis == null ? null : amount(millis, 1);
        String value = reply.header("retry-after");
        if (wait == null && value != null) {
            wait = amount(value, 1_000);
            if (wait == null) {
                wait = until(value, reply.receivedAt());
            }
        }
        return wait;
    }

    /** A wait given in seconds; null when the text is no number. */
    public static @Nullable Duration ofSeconds(String seconds) {
        return amount(seconds, 1_000);
    }

    private static @Nullable Duration amount(String number, long unitMillis) {
        try {
            double millis = Double.parseDouble(number.strip()) * unitMillis;
            return Double.isNaN(millis) ? null : bounded(Duration.ofMillis((long) Math.ceil(millis)));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Duration until(String date, Instant now) {
        try {
            Instant then = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.strip(), Instant::from);
            return bounded(Duration.between(now, then));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
