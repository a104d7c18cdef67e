package dev.understudy.policy;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.request.Progress;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A named chain of providers, as it is asked for one request.
 *
 * @param chain providers in the order in which they are asked
 * @param largerWindows who is asked instead when a provider finds a prompt too long, in the chain or not
 */
public record Route(String name, List<String> chain, Map<String, String> largerWindows) {
    public Route {
        chain = List.copyOf(chain);
        largerWindows = Map.copyOf(largerWindows);
    }

    /** The same with the chain in another order, or longer. */
    Route with(List<String> other) {
        return new Route(name, other, largerWindows);
    }

    /** The providers that this round may still ask, in order. */
    public List<String> candidates(Progress progress) {
        return Stream.concat(Stream.ofNullable(largerWindow(progress)), chain.stream())
                .distinct()
                .filter(provider -> !progress.triedThisRound().contains(provider))
                .filter(provider -> !progress.excluded().contains(provider))
                .toList();
    }

    /** Of the last provider that was heard of: a call that a crash cut off has said nothing. */
    private @Nullable String largerWindow(Progress progress) {
        List<ProviderAttempt> heard = progress.attempts().stream()
                .filter(attempt -> attempt.failure() != FailureReason.ABANDONED)
                .toList();
        ProviderAttempt last = heard.isEmpty() ? null : heard.get(heard.size() - 1);
        return last != null && last.round() == progress.round() && last.failure() == FailureReason.CONTEXT_TOO_LONG
                ? largerWindows.get(last.provider())
                : null;
    }
}
