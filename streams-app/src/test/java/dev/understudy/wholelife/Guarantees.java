package dev.understudy.wholelife;

import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.Progress;
import dev.understudy.policy.Routes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of every run. Calls are at-least-once: one that a crash cut off (ABANDONED) counts towards max-calls,
 * since the provider may have been paid for it, but does not use up its provider for the round. That a call made just
 * before a crash is forgotten altogether cannot happen here, since the call and its entry are one step.
 */
final class Guarantees {
    private final Scenario scenario;
    private final UnderstudyConfig config;
    private final Journal journal;

    Guarantees(Scenario scenario, UnderstudyConfig config, Journal journal) {
        this.scenario = scenario;
        this.config = config;
        this.journal = journal;
    }

    /** Throws an AssertionError that tells the first breach and what was seen of that request. */
    void check(List<String> held) {
        journal.byRequest().forEach((id, lines) -> {
            Seen seen = new Seen(id, lines);
            endsOnce(seen);
            endsInTime(seen);
            revisionsOnce(seen);
            firstRevisionInTime(seen);
            boundedCalls(seen);
            rounds(seen);
            exclusions(seen);
            notBefore(seen);
            attempts(seen);
            ordinals(seen);
            abandonedAgain(seen);
            provenance(seen);
            silentAfterResolve(seen);
        });
        if (!held.isEmpty()) {
            throw breach("Nothing remains at the end", String.join("; ", held), "");
        }
    }

    /** What was seen of one request. */
    private record Seen(String id, List<Journal.Line> lines) {
        <E extends Event> List<E> all(Class<E> kind) {
            return lines.stream()
                    .map(Journal.Line::event)
                    .filter(kind::isInstance)
                    .map(kind::cast)
                    .toList();
        }

        List<ProviderAttempt> attempts() {
            return all(Event.Tried.class).stream().map(Event.Tried::attempt).toList();
        }

        boolean isHedged() {
            return attempts().stream().anyMatch(ProviderAttempt::hedge);
        }

        Event.Read read() {
            return all(Event.Read.class).get(0);
        }

        /** The line of the first answer; null when there is none. */
        Journal.@Nullable Line firstAnswer() {
            return lines.stream()
                    .filter(line -> line.event() instanceof Event.Answered)
                    .findFirst()
                    .orElse(null);
        }
    }

    private void endsOnce(Seen seen) {
        require(seen, "Every record is read once", seen.all(Event.Read.class).size() == 1);
        long last = seen.all(Event.Answered.class).stream()
                .filter(answer -> answer.incident().revision() == 1)
                .count();
        int letters = seen.all(Event.DeadLettered.class).size();
        boolean alert = seen.read().arrival().kind() != Scenario.Kind.NO_ALERT;
        require(seen, "Every alert ends as one revision 1", last == (alert ? 1 : 0));
        require(seen, "What is no alert ends as one dead letter, and nothing else does", letters == (alert ? 0 : 1));
    }

    private void revisionsOnce(Seen seen) {
        int before = -1;
        for (Event.Answered answer : seen.all(Event.Answered.class)) {
            EnrichedIncident incident = answer.incident();
            require(seen, "Revisions grow, so each occurs once", incident.revision() > before);
            before = incident.revision();
            require(
                    seen,
                    "Revision 0 is degraded, and only that",
                    (before == 0) == (incident.outcome() == EnrichmentOutcome.DEGRADED));
        }
    }

    /** A new life begins its rounds anew, so each blow can cost one more. */
    private void firstRevisionInTime(Seen seen) {
        Journal.Line first = seen.firstAnswer();
        if (first != null) {
            Duration took = Duration.between(seen.lines().get(0).at(), first.at());
            Duration most = config.deadline()
                    .plus(Run.ROUND.multipliedBy(1L + scenario.blows().size()));
            require(
                    seen,
                    "The first revision is out by the deadline (" + most.toMillis() + " ms), but took "
                            + took.toMillis() + " ms",
                    took.compareTo(most) <= 0);
        }
    }

    private void boundedCalls(Seen seen) {
        Journal.Line first = seen.firstAnswer();
        long before = seen.lines().stream()
                .filter(line -> line.event() instanceof Event.Called)
                .filter(line -> first == null || line.step() < first.step())
                .count();
        require(seen, "At most max-calls calls before the first revision", before <= config.maxCalls());
    }

    private void rounds(Seen seen) {
        Map<String, List<ProviderAttempt>> calls = new HashMap<>();
        for (ProviderAttempt attempt : seen.attempts()) {
            if (attempt.called() && attempt.failure() != FailureReason.ABANDONED) {
                calls.computeIfAbsent(attempt.round() + " " + attempt.provider(), key -> new ArrayList<>())
                        .add(attempt);
            }
        }
        calls.forEach((key, made) -> {
            Set<FailureReason.Repeat> used = new HashSet<>();
            for (ProviderAttempt failed : made.subList(0, made.size() - 1)) {
                FailureReason reason = failed.failure();
                FailureReason.Repeat repeat = reason == null ? FailureReason.Repeat.NEVER : reason.repeat();
                boolean allowed =
                        switch (repeat) {
                            case NEVER -> false;
                            case RECONNECT ->
                                failed.detail() != null && !failed.detail().answerBegan();
                            case REASK ->
                                config.providers().get(failed.provider()).reask();
                        };
                require(
                        seen,
                        "In one round no provider is called twice, but for one reconnect and one re-ask: round and provider "
                                + key,
                        allowed && used.add(repeat));
            }
        });
    }

    private void exclusions(Seen seen) {
        Set<String> excluded = new HashSet<>();
        int round = 1;
        for (ProviderAttempt attempt : seen.attempts()) {
            if (attempt.round() > round && excluded.containsAll(chain(seen))) {
                excluded.clear();
            }
            round = attempt.round();
            require(
                    seen,
                    "A provider that refused our account is not asked again: " + attempt.provider(),
                    !excluded.contains(attempt.provider()));
            if (attempt.excludesProvider()) {
                excluded.add(attempt.provider());
            }
        }
    }

    private List<String> chain(Seen seen) {
        return seen.all(Event.Parked.class).stream()
                .map(parked -> Routes.of(config).of(parked.request()).chain())
                .findFirst()
                .orElse(List.of());
    }

    private void notBefore(Seen seen) {
        Instant notBefore = Instant.MIN;
        int round = 1;
        for (Journal.Line line : seen.lines()) {
            if (line.event() instanceof Event.Parked parked) {
                notBefore = parked.parking().notBefore();
                if (parked.request().progress().round() > round) {
                    Duration wait = Duration.between(parked.parking().at(), notBefore);
                    Duration least = leastWait(seen, round);
                    require(
                            seen,
                            "A new round waits " + least.toMillis() + " ms, not " + wait.toMillis() + " ms",
                            wait.compareTo(least) >= 0);
                    round = parked.request().progress().round();
                }
            } else if (line.event() instanceof Event.Called) {
                require(seen, "No call before notBefore", !line.at().isBefore(notBefore));
            }
        }
    }

    /** The first back-off, or less if a provider said so; that it may be asked at once is no reason to hammer it. */
    private Duration leastWait(Seen seen, int round) {
        return seen.attempts().stream()
                .filter(attempt -> attempt.round() == round)
                .map(ProviderAttempt::retryAfter)
                .filter(asked -> asked != null && !asked.isZero())
                .min(Duration::compareTo)
                .filter(asked -> asked.compareTo(config.retry().initial()) < 0)
                .orElse(config.retry().initial());
    }

    private void attempts(Seen seen) {
        Map<String, Integer> balance = new HashMap<>();
        seen.all(Event.Called.class).forEach(call -> balance.merge(call.provider(), 1, Integer::sum));
        for (ProviderAttempt attempt : seen.attempts()) {
            if (attempt.called()) {
                balance.merge(attempt.provider(), -1, Integer::sum);
            }
        }
        require(
                seen,
                "Each call has exactly one attempt: " + balance,
                balance.values().stream().allMatch(left -> left == 0));
    }

    /** Calls that overlap, as those of a hedge do, end in any order; all others are recorded in that of their ordinals. */
    private void ordinals(Seen seen) {
        Set<Integer> used = new HashSet<>();
        int highest = 0;
        for (ProviderAttempt attempt : seen.attempts()) {
            require(
                    seen,
                    "Ordinals never fall, but for calls at the same time: " + attempt.ordinal(),
                    attempt.ordinal() >= highest || seen.isHedged());
            require(
                    seen,
                    "Only a lost call shares its ordinal: " + attempt.ordinal(),
                    attempt.failure() == FailureReason.ABANDONED
                            ? !used.contains(attempt.ordinal())
                            : used.add(attempt.ordinal()));
            highest = Math.max(highest, attempt.ordinal());
        }
    }

    /** A call that a crash cut off is made again under its ordinal in its round, unless it is refused or a hedge. */
    private void abandonedAgain(Seen seen) {
        List<ProviderAttempt> attempts = seen.attempts();
        for (int i = 0; i + 1 < attempts.size() && !seen.isHedged(); i++) {
            ProviderAttempt lost = attempts.get(i);
            ProviderAttempt next = attempts.get(i + 1);
            if (lost.failure() == FailureReason.ABANDONED) {
                require(seen, "The attempt after a lost call has its ordinal", next.ordinal() == lost.ordinal());
                require(
                        seen,
                        "A lost call is made again to its provider in its round",
                        next.round() != lost.round() || next.provider().equals(lost.provider()));
            }
        }
    }

    /** The last word tells of every attempt. */
    private void provenance(Seen seen) {
        List<ProviderAttempt> attempts = seen.attempts();
        for (Event.Answered answer : seen.all(Event.Answered.class)) {
            EnrichedIncident incident = answer.incident();
            if (incident.revision() == 1) {
                List<ProviderAttempt> kept =
                        attempts.subList(Math.max(0, attempts.size() - Progress.ATTEMPTS_KEPT), attempts.size());
                require(
                        seen,
                        "The last word tells of every attempt",
                        incident.provenance().attempts().equals(kept));
                require(
                        seen,
                        "The last word counts the calls",
                        incident.provenance().modelCalls()
                                == attempts.stream()
                                        .filter(ProviderAttempt::called)
                                        .count());
            }
        }
    }

    /** What came before the end of its episode ends with it, and costs no more calls. */
    private void silentAfterResolve(Seen seen) {
        Event.Read read = seen.read();
        Journal.Line resolve = journal.byRequest().values().stream()
                .map(lines -> lines.get(0))
                .filter(line -> line.event() instanceof Event.Read other
                        && other.arrival().kind() == Scenario.Kind.RESOLVED
                        && other.arrival().subject() == read.arrival().subject()
                        && other.offset() > read.offset())
                .findFirst()
                .orElse(null);
        if (resolve == null || read.arrival().kind() != Scenario.Kind.FIRING) {
            return;
        }
        Journal.Line end = seen.lines().stream()
                .filter(line -> line.event() instanceof Event.Answered answer
                        && answer.incident().revision() == 1)
                .findFirst()
                .orElseThrow();
        Duration late = Duration.between(resolve.at(), end.at());
        require(
                seen,
                "An alert that is resolved at step " + resolve.step() + " is closed at once, not " + late.toMillis()
                        + " ms later",
                late.compareTo(Run.ROUND.multipliedBy(1L + scenario.blows().size())) <= 0);
    }

    /** Every request gives up at its expiry, but for the calls that are under way or queued then. */
    private void endsInTime(Seen seen) {
        Duration longest = scenario.providers().stream()
                .map(Scenario.Script::timeout)
                .max(Duration::compareTo)
                .orElseThrow();
        Instant last = seen.lines()
                .get(0)
                .at()
                .plus(config.expires())
                .plus(longest.multipliedBy(
                        (long) scenario.arrivals().size() * scenario.providers().size()));
        require(seen, "A request gives up at its expiry", seen.lines().stream().noneMatch(line -> line.at()
                .isAfter(last)));
    }

    private void require(Seen seen, String guarantee, boolean holds) {
        if (!holds) {
            throw breach(guarantee, "broken for request " + seen.id(), seen.id());
        }
    }

    private AssertionError breach(String guarantee, String how, String requestId) {
        return new AssertionError(guarantee + ": " + how + "\n" + journal.text(requestId) + "\n");
    }
}
