package dev.understudy.domain.request;

import dev.understudy.domain.alert.RawRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request that an application owns and has not answered or parked yet.
 *
 * @param call the call in flight; null while it waits for a permit
 * @param original record it came from, for a dead letter
 */
public record InFlightEntry(
        EnrichmentRequest request, @Nullable Call call, RawRecord original) {

    /** A call that was started; after a crash it is made again with the same ordinal. */
    public record Call(String provider, String model, int ordinal, Instant startedAt) {}

    /** The same entry, further on. */
    public InFlightEntry with(EnrichmentRequest other, @Nullable Call otherCall) {
        return new InFlightEntry(other, otherCall, original);
    }
}
