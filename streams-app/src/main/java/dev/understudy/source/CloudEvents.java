package dev.understudy.source;

import dev.understudy.domain.alert.AlertBody;
import dev.understudy.domain.alert.AlertFormat;
import dev.understudy.domain.alert.RawRecord;
import java.time.Clock;

/**
 * CloudEvents around alerts, and nothing else: structured, a batch, or binary with the attributes in headers that begin
 * with {@code ce_} or {@code ce-}. The data is what {@link JsonAlerts} reads. Thread-safe.
 */
public final class CloudEvents implements AlertFormat {
    private final BodyReader reader;

    public CloudEvents(Clock clock) {
        this.reader = new BodyReader(clock);
    }

    @Override
    public AlertBody read(RawRecord record) {
        return reader.read(record, root -> Shapes.ofEvents(root, CloudEvent.of(record)));
    }
}
