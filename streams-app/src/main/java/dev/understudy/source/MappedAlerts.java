package dev.understudy.source;

import dev.understudy.config.MappingConfig;
import dev.understudy.domain.alert.AlertBody;
import dev.understudy.domain.alert.AlertFormat;
import dev.understudy.domain.alert.RawRecord;
import java.time.Clock;

/** Alerts in JSON of any shape, found by the paths of the configuration. Thread-safe. */
public final class MappedAlerts implements AlertFormat {
    private final BodyReader reader;
    private final Mapping mapping;
    private final Envelope envelope;

    /**
     * A format.
     *
     * @param name of the mapping in the configuration, which alerts then have as the instance of their source
     */
    public MappedAlerts(String name, MappingConfig mapping, Clock clock) {
        this.reader = new BodyReader(clock);
        this.mapping = new Mapping(mapping);
        this.envelope = Envelope.of("generic", name);
    }

    @Override
    public AlertBody read(RawRecord record) {
        return reader.read(record, root -> mapping.find(root, envelope));
    }
}
