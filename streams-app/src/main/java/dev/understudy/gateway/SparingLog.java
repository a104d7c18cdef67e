package dev.understudy.gateway;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Does something at most once a second for each occasion, so that a flood of requests is no flood in the log. Thread-safe. */
final class SparingLog {
    private record Last(long nanos, long suppressed) {}

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Map<String, Last> occasions = new ConcurrentHashMap<>();

    /**
     * Runs it, unless it ran within the last second.
     *
     * @param occasion one of few
     * @param action is told how often it did not run since it last did
     */
    void run(String occasion, LongConsumer action) {
        long now = System.nanoTime();
        long[] suppressed = {-1};
        occasions.compute(occasion, (name, last) -> {
            if (last != null && now - last.nanos() < PAUSE_NANOS) {
                return new Last(last.nanos(), last.suppressed() + 1);
            }
            suppressed[0] = last == null ? 0 : last.suppressed();
            return new Last(now, 0);
        });
        if (suppressed[0] >= 0) {
            action.accept(suppressed[0]);
        }
    }
}
