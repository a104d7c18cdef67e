package dev.understudy.domain.request;

import dev.understudy.domain.attempt.ProviderAttempt;
import java.util.List;
import java.util.Set;

/**
 * How far the work on a request has come.
 *
 * @param route name of the route whose chain applies
 * @param round current round over the chain, from 1
 * @param triedThisRound providers called or refused in this round
 * @param excluded providers not to ask again for this request
 * @param callsMade calls so far, over all rounds
 * @param emittedRevision highest revision already emitted; -1 none
 * @param attempts what was tried so far, the last {@value #ATTEMPTS_KEPT}
 */
public record Progress(
        String route,
        int round,
        Set<String> triedThisRound,
        Set<String> excluded,
        int callsMade,
        int emittedRevision,
        List<ProviderAttempt> attempts) {

    /** How many attempts travel with a request. */
    public static final int ATTEMPTS_KEPT = 50;

    public Progress {
        triedThisRound = Set.copyOf(triedThisRound);
        excluded = Set.copyOf(excluded);
        attempts = List.copyOf(
                attempts.size() > ATTEMPTS_KEPT
                        ? attempts.subList(attempts.size() - ATTEMPTS_KEPT, attempts.size())
                        : attempts);
    }

    /** Nothing tried, nothing emitted. */
    public static Progress start(String route) {
        return new Progress(route, 1, Set.of(), Set.of(), 0, -1, List.of());
    }

    /** The next ordinal of an attempt. */
    public int nextOrdinal() {
        return attempts.isEmpty() ? 1 : attempts.get(attempts.size() - 1).ordinal() + 1;
    }
}
