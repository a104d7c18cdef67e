package dev.understudy.runtime.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.domain.alert.AlertKey;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.serde.Codec;
import dev.understudy.serde.UndecodableException;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Which records of {@code incidents.enriched} are meant, by their key and headers; only a service needs the value. What
 * is empty or null says nothing. A severity is that of the source.
 */
public record IncidentFilter(
        Set<Severity> severities,
        Set<EnrichmentOutcome> outcomes,
        @Nullable Boolean degraded,
        Set<String> providers,
        Set<String> fingerprints,
        Set<String> services) {

    public IncidentFilter {
        severities = Set.copyOf(severities);
        outcomes = Set.copyOf(outcomes);
        providers = Set.copyOf(providers);
        fingerprints = Set.copyOf(fingerprints);
        services = Set.copyOf(services);
    }

    /** The test of a record; one whose value would be needed and cannot be read passes, so that it is told of. */
    public Predicate<ConsumerRecord<byte[], byte[]>> on(Codec<EnrichedIncident> codec) {
        return record -> fitsHeaders(record) && (services.isEmpty() || isOfService(record, codec));
    }

    private boolean fitsHeaders(ConsumerRecord<byte[], byte[]> record) {
        return fits(severities, text(record, "severity"))
                && fits(outcomes, text(record, "outcome"))
                && (degraded == null || degraded.toString().equals(text(record, "degraded")))
                && (providers.isEmpty() || providers.contains(text(record, "provider")))
                && (fingerprints.isEmpty() || fingerprints.contains(fingerprint(record)));
    }

    private static boolean fits(Set<? extends Enum<?>> wanted, String name) {
        return wanted.isEmpty() || wanted.stream().anyMatch(one -> one.name().equals(name));
    }

    private static String fingerprint(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : new AlertKey(new String(record.key(), UTF_8)).fingerprint();
    }

    private boolean isOfService(ConsumerRecord<byte[], byte[]> record, Codec<EnrichedIncident> codec) {
        try {
            String service = record.value() == null
                    ? null
                    : codec.decode(record.value()).alert().place().service();
            return service != null && services.contains(service);
        } catch (UndecodableException unreadable) {
            return true;
        }
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }
}
