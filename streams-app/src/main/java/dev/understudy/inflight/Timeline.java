package dev.understudy.inflight;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** When something is due for which request, soonest first; at most one time a request. Not thread-safe. */
final class Timeline {
    private record Due(Instant at, String requestId) {}

    private final TreeSet<Due> soonestFirst =
            new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::requestId));
    private final Map<String, Due> byRequest = new HashMap<>();

    void add(String requestId, Instant at) {
        Due due = new Due(at, requestId);
        remove(requestId);
        byRequest.put(requestId, due);
        soonestFirst.add(due);
    }

    void remove(String requestId) {
        Due due = byRequest.remove(requestId);
        if (due != null) {
            soonestFirst.remove(due);
        }
    }

    /** Takes out the next request that is due; null when there is none. */
    @Nullable
    String pollDue(Instant now) {
        if (soonestFirst.isEmpty() || soonestFirst.first().at().isAfter(now)) {
            return null;
        }
        String requestId = soonestFirst.first().requestId();
        remove(requestId);
        return requestId;
    }
}
