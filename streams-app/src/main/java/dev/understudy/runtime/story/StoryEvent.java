package dev.understudy.runtime.story;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.Parking;
import dev.understudy.domain.request.RequestIdentity;
import dev.understudy.domain.request.ResolvedMark;
import dev.understudy.runtime.letters.DeadLetter;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Something that happened to an alert. */
public sealed interface StoryEvent
        permits StoryEvent.CameIn,
                StoryEvent.Tried,
                StoryEvent.Parked,
                StoryEvent.Answered,
                StoryEvent.Ended,
                StoryEvent.DeadLettered {

    /** When. */
    Instant at();

    /** Of events at the same time, the lower comes first. */
    default int rank() {
        return 2;
    }

    /** The request that it is about; empty when it is about the episode. */
    String requestId();

    /** One value for each kind of event. */
    default <T> T fold(
            Function<CameIn, T> onCameIn,
            Function<Tried, T> onTried,
            Function<Parked, T> onParked,
            Function<Answered, T> onAnswered,
            Function<Ended, T> onEnded,
            Function<DeadLettered, T> onDeadLettered) {
        if (this instanceof CameIn came) {
            return onCameIn.apply(came);
        }
        if (this instanceof Tried tried) {
            return onTried.apply(tried);
        }
        if (this instanceof Parked parked) {
            return onParked.apply(parked);
        }
        if (this instanceof Answered answered) {
            return onAnswered.apply(answered);
        }
        if (this instanceof Ended ended) {
            return onEnded.apply(ended);
        }
        return onDeadLettered.apply((DeadLettered) this);
    }

    /** The record came to {@code incidents}. */
    record CameIn(RequestIdentity identity, Alert alert) implements StoryEvent {
        @Override
        public Instant at() {
            return identity.origin().timestamp();
        }

        @Override
        public int rank() {
            return 0;
        }

        @Override
        public String requestId() {
            return identity.requestId();
        }
    }

    /** A provider was called, or refused to be. */
    record Tried(ProviderAttempt attempt) implements StoryEvent {
        @Override
        public Instant at() {
            return attempt.startedAt();
        }

        @Override
        public int rank() {
            return 1;
        }

        @Override
        public String requestId() {
            return attempt.requestId();
        }
    }

    /**
     * It was given to the fallback consumer, to be tried at once or later.
     *
     * @param provider in whose topic it is
     */
    record Parked(String requestId, String provider, Parking parking) implements StoryEvent {
        @Override
        public Instant at() {
            return parking.at();
        }

        @Override
        public int rank() {
            return 3;
        }
    }

    /**
     * A revision went out.
     *
     * @param before the revision before it; null when it is the first that is known
     */
    record Answered(EnrichedIncident incident, @Nullable EnrichedIncident before) implements StoryEvent {
        @Override
        public Instant at() {
            return incident.provenance().producedAt();
        }

        @Override
        public String requestId() {
            return incident.identity().requestId();
        }
    }

    /** Its source said that it is over. */
    record Ended(ResolvedMark mark) implements StoryEvent {
        @Override
        public Instant at() {
            return mark.resolvedAt();
        }

        @Override
        public String requestId() {
            return "";
        }
    }

    /** Its record became a dead letter. */
    record DeadLettered(String requestId, DeadLetter letter) implements StoryEvent {
        @Override
        public Instant at() {
            return letter.at();
        }

        @Override
        public int rank() {
            return 4;
        }
    }
}
