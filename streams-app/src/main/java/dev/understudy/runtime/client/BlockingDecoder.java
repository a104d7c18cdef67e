package dev.understudy.runtime.client;

import dev.understudy.domain.alert.RawRecord;
import dev.understudy.runtime.kafka.StartupException;
import dev.understudy.serde.AlertDecoder;
import dev.understudy.serde.Decoding;
import dev.understudy.serde.SchemaLookup;

/**
 * Decodes records of {@code incidents} as the enricher does, for whoever may wait for the registry.
 *
 * @param alerts the enricher's decoder
 */
public record BlockingDecoder(AlertDecoder alerts) {

    /**
     * What the record holds; never {@link Decoding.SchemaNeeded}.
     *
     * @throws StartupException when the registry gives no answer
     */
    public Decoding decode(RawRecord raw) {
        Decoding decoding = alerts.decode(raw);
        while (decoding instanceof Decoding.SchemaNeeded needed) {
            if (alerts.lookup(needed.id()).join() == SchemaLookup.UNAVAILABLE) {
                throw new StartupException("schema-registry: gave no answer about schema " + needed.id()
                        + ", which a record of incidents names; try again when it does");
            }
            decoding = alerts.decode(raw);
        }
        return decoding;
    }
}
