package dev.understudy.policy;

import dev.understudy.domain.alert.Alert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The provider that answers the fastest first, by its live p95. A provider of which too little is known keeps its place
 * in the chain. One goes past another only when it is faster by a fifth, and then stays ahead until the other is: so two
 * that are about as fast do not change places all the time, and nobody is behind one that is slower by more than that.
 *
 * <p>One request in twenty asks one of the others first, or nobody would learn that it is fast, or is so again. Which
 * request, and which provider, is drawn from the request id. Thread-safe.
 */
final class FastestOrder implements ChainOrder {
    private static final double CLEARLY_FASTER = 0.8;
    private static final double EXPLORING = 0.05;

    private final Pace pace;
    private final List<String> chain;
    private List<String> standing;

    FastestOrder(List<String> chain, Pace pace) {
        this.chain = chain;
        this.pace = pace;
        this.standing = chain;
    }

    @Override
    public List<String> of(String requestId, Alert alert) {
        List<String> order = standing();
        double lot = Draw.of(requestId, "explore");
        if (order.size() < 2 || lot >= EXPLORING) {
            return order;
        }
        // A lot below the share is itself evenly spread over it: it names the provider, too.
        int explored = 1 + (int) (lot / EXPLORING * (order.size() - 1));
        List<String> explores = new ArrayList<>(order);
        Collections.rotate(explores.subList(0, explored + 1), 1);
        return List.copyOf(explores);
    }

    private synchronized List<String> standing() {
        Map<String, Duration> known = new TreeMap<>();
        for (String provider : chain) {
            Duration p95 = pace.p95(provider);
            if (p95 != null) {
                known.put(provider, p95);
            }
        }
        List<String> sorted = new ArrayList<>();
        for (String provider : standing) {
            if (known.containsKey(provider)) {
                int place = 0;
                while (place < sorted.size() && !isClearlyFaster(known, provider, sorted.get(place))) {
                    place++;
                }
                sorted.add(place, provider);
            }
        }
        List<String> order = new ArrayList<>(chain);
        int next = 0;
        for (int i = 0; i < order.size(); i++) {
            if (known.containsKey(order.get(i))) {
                order.set(i, sorted.get(next++));
            }
        }
        standing = List.copyOf(order);
        return standing;
    }

    private static boolean isClearlyFaster(Map<String, Duration> known, String one, String other) {
        return nanos(known, one) < nanos(known, other) * CLEARLY_FASTER;
    }

    private static double nanos(Map<String, Duration> known, String provider) {
        return known.getOrDefault(provider, Duration.ZERO).toNanos();
    }
}
