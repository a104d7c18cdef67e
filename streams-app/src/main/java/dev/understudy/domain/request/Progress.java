package dev.understudy.domain.request;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ProviderAttempt;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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

    /** After one more attempt. An attempt that a crash or a shutdown cut off does not use up its provider. */
    public Progress after(ProviderAttempt attempt) {
        FailureReason failure = attempt.failure();
        boolean cutOff = failure == FailureReason.ABANDONED || failure == FailureReason.CANCELLED;
        return new Progress(
                route,
                round,
                cutOff ? triedThisRound : plus(triedThisRound, attempt.provider()),
                attempt.excludesProvider() ? plus(excluded, attempt.provider()) : excluded,
                callsMade + (attempt.called() ? 1 : 0),
                emittedRevision,
                Stream.concat(attempts.stream(), Stream.of(attempt)).toList());
    }

    /** After a revision was emitted. */
    public Progress emitted(int revision) {
        return new Progress(route, round, triedThisRound, excluded, callsMade, revision, attempts);
    }

    /** At the start of the next round: every provider may be asked again, but for the excluded ones. */
    public Progress nextRound(Set<String> stillExcluded) {
        return new Progress(route, round + 1, Set.of(), stillExcluded, callsMade, emittedRevision, attempts);
    }

    /** The ordinal of the next attempt; calls that a crash cut off are made again under their own. */
    public int nextOrdinal() {
        int highest = 0;
        int cutOff = Integer.MAX_VALUE;
        for (ProviderAttempt attempt : attempts) {
            highest = Math.max(highest, attempt.ordinal());
            cutOff = attempt.failure() == FailureReason.ABANDONED
                    ? Math.min(cutOff, attempt.ordinal())
                    : Integer.MAX_VALUE;
        }
        return Math.min(cutOff, highest + 1);
    }

    private static Set<String> plus(Set<String> set, String element) {
        Set<String> more = new HashSet<>(set);
        more.add(element);
        return more;
    }
}
