package dev.understudy.domain.request;

import dev.understudy.domain.alert.RawRecord;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request that an application owns and has not answered or parked yet.
 *
 * @param call the call in flight; null while it waits for a permit, or for its hedge alone
 * @param hedge the extra call to the next provider; null when none is in flight
 * @param original record it came from, for a dead letter
 */
public record InFlightEntry(
        EnrichmentRequest request,
        @Nullable Call call,
        @Nullable Call hedge,
        RawRecord original) {
    /** A call that was started; after a crash it is made again with the same ordinal. */
    public record Call(String provider, String model, int ordinal, Instant startedAt) {}

    /** A request that was just taken on. */
    public static InFlightEntry of(EnrichmentRequest request, RawRecord original) {
        return new InFlightEntry(request, null, null, original);
    }

    /** The same entry, further on. */
    public InFlightEntry with(EnrichmentRequest other) {
        return new InFlightEntry(other, call, hedge, original);
    }

    /** The same entry with a call in flight. */
    public InFlightEntry calling(Call started) {
        return new InFlightEntry(request, started, hedge, original);
    }

    /** The same entry with an extra call in flight. */
    public InFlightEntry hedging(Call started) {
        return new InFlightEntry(request, call, started, original);
    }

    /** The same entry after a call ended. */
    public InFlightEntry without(Call ended) {
        return new InFlightEntry(
                request, ended.equals(call) ? null : call, ended.equals(hedge) ? null : hedge, original);
    }

    /** The calls in flight, the one that was started last first. */
    public List<Call> calls() {
        return Stream.of(hedge, call).filter(Objects::nonNull).toList();
    }

    /** The call in flight with that ordinal; null when there is none. */
    public @Nullable Call call(int ordinal) {
        return calls().stream()
                .filter(started -> started.ordinal() == ordinal)
                .findFirst()
                .orElse(null);
    }
}
