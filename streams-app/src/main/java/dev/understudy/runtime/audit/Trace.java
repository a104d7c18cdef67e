package dev.understudy.runtime.audit;

import dev.understudy.config.Topics;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of one element of {@code incidents}: there are as many as alerts, so each field counts. Not thread-safe. */
final class Trace {
    private final int partition;
    private final long offset;
    private final long timestamp;
    private final int recordBytes;
    private final @Nullable String fingerprint;
    private int revisions;
    private long firstAnswerAt = Long.MAX_VALUE;
    private @Nullable EnrichmentOutcome lastWord;
    private boolean deadLettered;
    private boolean onItsWay;
    private Fact.@Nullable Parked parked;
    private CallTally calls = CallTally.NONE;

    /** @param name the fingerprint, as all alerts that share it share it */
    Trace(Fact.Sent sent, @Nullable String name) {
        this.partition = sent.origin().partition();
        this.offset = sent.origin().offset();
        this.timestamp = sent.origin().timestamp().toEpochMilli();
        this.recordBytes = sent.recordBytes();
        this.fingerprint = name;
    }

    /** Takes an answer in; false when this revision is there already. */
    boolean answered(Fact.Answered answer) {
        int bit = 1 << answer.revision();
        boolean isNew = (revisions & bit) == 0;
        boolean isHighest = revisions < bit;
        revisions |= bit;
        firstAnswerAt = Math.min(firstAnswerAt, answer.producedAt().toEpochMilli());
        if (answer.revision() > 0 && isHighest) {
            lastWord = answer.outcome();
        }
        return isNew;
    }

    /** Takes a parking in: the last one counts. */
    void parked(Fact.Parked other) {
        if (parked == null || parked.times() <= other.times()) {
            parked = other;
        }
    }

    void deadLettered() {
        deadLettered = true;
    }

    void onItsWay() {
        onItsWay = true;
    }

    /** Counts a call; false when it is one too many for its round. */
    boolean called(ProviderAttempt call, String lane) {
        if (calls == CallTally.NONE) {
            calls = new CallTally();
        }
        return calls.add(call, lane, call.startedAt().toEpochMilli() < firstAnswerAt);
    }

    /** True when anything was written about it. */
    boolean isTouched() {
        return revisions != 0 || deadLettered || parked != null || calls != CallTally.NONE;
    }

    boolean isAlert() {
        return fingerprint != null;
    }

    boolean isDeadLettered() {
        return deadLettered;
    }

    boolean isOnItsWay() {
        return onItsWay;
    }

    boolean hasRevision() {
        return revisions != 0;
    }

    /** Outcome of its last word; null while there is none. */
    @Nullable
    EnrichmentOutcome lastWord() {
        return lastWord;
    }

    Fact.@Nullable Parked parking() {
        return parked;
    }

    CallTally calls() {
        return calls;
    }

    @Nullable
    String fingerprint() {
        return fingerprint;
    }

    int recordBytes() {
        return recordBytes;
    }

    int partition() {
        return partition;
    }

    long offset() {
        return offset;
    }

    Instant timestamp() {
        return Instant.ofEpochMilli(timestamp);
    }

    Instant firstAnswerAt() {
        return Instant.ofEpochMilli(firstAnswerAt);
    }

    Place place() {
        return new Place(Topics.INCIDENTS, partition, offset);
    }
}
