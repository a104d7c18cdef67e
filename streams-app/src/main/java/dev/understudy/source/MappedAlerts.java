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

    /**
     * A format.
     *
     * @param name of the mapping in the configuration, which is the instance of the alerts' source and the beginning of their
     *     fingerprints
     */
    public MappedAlerts(String name, MappingConfig mapping, Clock clock) {
        this.reader = new BodyReader(clock);
        this.mapping = new Mapping(name, mapping);
    }

    @Override
    public AlertBody read(RawRecord record) {
        return reader.read(record, mapping::find);
    }
}
