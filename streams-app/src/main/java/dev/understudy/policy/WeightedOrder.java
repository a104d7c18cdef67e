package dev.understudy.policy;

import dev.understudy.domain.alert.Alert;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A shuffle without replacement in which each provider comes next as often as its weight says (Efraimidis and Spirakis,
 * Weighted random sampling with a reservoir, 2006). The lots are drawn from the request id, so that whoever owns the
 * request derives the same order, in every round.
 *
 * @param weights of each provider of the chain
 */
record WeightedOrder(List<String> chain, Map<String, Integer> weights) implements ChainOrder {
    @Override
    public List<String> of(String requestId, Alert alert) {
        return chain.stream()
                .sorted(Comparator.comparingDouble(provider -> lot(requestId, provider)))
                .toList();
    }

    private double lot(String requestId, String provider) {
        return -Math.log(Draw.of(requestId, provider)) / weights.getOrDefault(provider, 1);
    }
}
