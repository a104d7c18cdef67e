package dev.understudy.source;

import dev.understudy.domain.alert.AlertBody;
import dev.understudy.domain.alert.AlertFormat;
import dev.understudy.domain.alert.RawRecord;
import java.time.Clock;

/**
 * Alerts in JSON, told apart by shape: our own fields, those of Alertmanager's API, webhook bodies of Alertmanager and
 * Grafana, events of Alertmanager's event recorder, CloudEvents around any of them; one of them or an array. This is
 * what the topic {@code incidents} takes. Thread-safe.
 */
public final class JsonAlerts implements AlertFormat {
    private final BodyReader reader;

    public JsonAlerts(Clock clock) {
        this.reader = new BodyReader(clock);
    }

    @Override
    public AlertBody read(RawRecord record) {
        return reader.read(record, root -> Shapes.of(root, CloudEvent.of(record)));
    }
}
