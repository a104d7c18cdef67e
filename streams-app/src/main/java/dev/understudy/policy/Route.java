package dev.understudy.policy;

import dev.understudy.domain.request.Progress;
import java.util.List;

/**
 * A named chain of providers.
 *
 * @param chain providers in the order in which they are asked
 */
public record Route(String name, List<String> chain) {

    public Route {
        chain = List.copyOf(chain);
    }

    /** The providers that this round may still ask, in order. */
    public List<String> candidates(Progress progress) {
        return chain.stream()
                .filter(provider -> !progress.triedThisRound().contains(provider))
                .filter(provider -> !progress.excluded().contains(provider))
                .toList();
    }
}
