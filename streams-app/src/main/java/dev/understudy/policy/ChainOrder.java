package dev.understudy.policy;

import dev.understudy.domain.alert.Alert;
import java.util.List;

/** In which order a chain is asked for one request. Thread-safe. */
@FunctionalInterface
interface ChainOrder {
    /** As the chain names them. */
    static ChainOrder asListed(List<String> chain) {
        return (requestId, alert) -> chain;
    }

    /** Every provider of the chain, the first choice first. */
    List<String> of(String requestId, Alert alert);
}
