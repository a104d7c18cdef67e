package dev.understudy.inflight;

import dev.understudy.domain.request.EnrichmentRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Requests of one task that wait until a provider's configured rate lets them through: those that have a first revision
 * out and no other provider to ask. Most urgent first, then oldest. In memory; rebuilt from the store. Not thread-safe.
 */
final class RateQueue {
    private record Place(int priority, Instant since, String requestId) {
        static final Comparator<Place> MOST_URGENT_FIRST = Comparator.comparingInt(Place::priority)
                .reversed()
                .thenComparing(Place::since)
                .thenComparing(Place::requestId);
    }

    private record Line(TreeSet<Place> places, Instant nextTry) {}

    private final Map<String, Line> lines = new HashMap<>();
    private final Map<String, String> providers = new HashMap<>();
    private final Map<String, Place> places = new HashMap<>();

    /** A request waits; nobody in its line is tried before then. */
    void add(EnrichmentRequest request, String provider, Instant nextTry) {
        Place place = new Place(request.priority(), request.alert().times().receivedAt(), request.id());
        places.put(request.id(), place);
        providers.put(request.id(), provider);
        Line line = lines.get(provider);
        TreeSet<Place> waiting = line == null ? new TreeSet<>(Place.MOST_URGENT_FIRST) : line.places();
        waiting.add(place);
        lines.put(provider, new Line(waiting, nextTry));
    }

    void remove(String requestId) {
        Place place = places.remove(requestId);
        String provider = providers.remove(requestId);
        Line line = provider == null ? null : lines.get(provider);
        if (place != null && line != null) {
            line.places().remove(place);
        }
    }

    /** The providers for which somebody waits. */
    List<String> providers() {
        return lines.entrySet().stream()
                .filter(line -> !line.getValue().places().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Takes out the request to try next with a provider; null when none waits, or it is too early. */
    @Nullable
    String poll(String provider, Instant now) {
        Line line = lines.get(provider);
        if (line == null || line.places().isEmpty() || line.nextTry().isAfter(now)) {
            return null;
        }
        String requestId = line.places().first().requestId();
        remove(requestId);
        return requestId;
    }

    int size() {
        return places.size();
    }
}
