package dev.understudy.policy;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.request.Progress;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A named chain of providers.
 *
 * @param chain providers in the order in which they are asked
 * @param largerWindows who is asked instead when a provider finds a prompt too long, in the chain or not
 */
public record Route(String name, List<String> chain, Map<String, String> largerWindows) {
    public Route {
        chain = List.copyOf(chain);
        largerWindows = Map.copyOf(largerWindows);
    }

    /** The providers that this round may still ask, in order. */
    public List<String> candidates(Progress progress) {
        return Stream.concat(Stream.ofNullable(largerWindow(progress)), chain.stream())
                .distinct()
                .filter(provider -> !progress.triedThisRound().contains(provider))
                .filter(provider -> !progress.excluded().contains(provider))
                .toList();
    }

    private @Nullable String largerWindow(Progress progress) {
        List<ProviderAttempt> attempts = progress.attempts();
        ProviderAttempt last = attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
        return last != null && last.round() == progress.round() && last.failure() == FailureReason.CONTEXT_TOO_LONG
                ? largerWindows.get(last.provider())
                : null;
    }
}
