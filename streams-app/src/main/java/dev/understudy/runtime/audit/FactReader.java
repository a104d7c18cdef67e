package dev.understudy.runtime.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.alert.AlertFormat;
import dev.understudy.domain.alert.KeyedAlert;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.alert.UnreadableAlert;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.RequestIds;
import dev.understudy.enricher.EnricherNames;
import dev.understudy.runtime.client.BlockingDecoder;
import dev.understudy.serde.Codec;
import dev.understudy.serde.Codecs;
import dev.understudy.serde.Contract;
import dev.understudy.serde.Decoding;
import dev.understudy.serde.UndecodableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Turns records into facts, with the decoders that the applications use. For use by one thread. A record of an output
 * topic that cannot be read says nothing: if an alert needed it, that shows.
 */
final class FactReader {
    private final BlockingDecoder alerts;
    private final Codec<EnrichedIncident> incidents;
    private final Codec<EnrichmentRequest> requests;
    private final Codec<ProviderAttempt> attempts;
    private final Codecs codecs;
    private @Nullable Codec<KeyedAlert> rekeyed;

    FactReader(UnderstudyConfig config, Codecs codecs, AlertFormat format) {
        alerts = new BlockingDecoder(codecs.alertDecoder(format, config.maxAlertBytes()));
        incidents = codecs.codec(Contract.ENRICHED_INCIDENT, Topics.ENRICHED);
        requests = codecs.codec(
                Contract.ENRICHMENT_REQUEST,
                Topics.retry(config.providers().keySet().iterator().next()));
        attempts = codecs.codec(Contract.PROVIDER_ATTEMPT, Topics.ATTEMPTS);
        this.codecs = codecs;
    }

    /** The elements of a record of {@code incidents}. */
    List<Fact.Sent> sent(ConsumerRecord<byte[], byte[]> record) {
        // As the applications take it: a negative timestamp is 1970.
        Instant timestamp = Instant.ofEpochMilli(Math.max(0, record.timestamp()));
        RecordRef origin = new RecordRef(record.topic(), record.partition(), record.offset(), timestamp, 0);
        int bytes = record.value() == null ? 0 : record.value().length;
        return alerts.decode(new RawRecord(origin, record.key(), record.value(), List.of()))
                .fold(
                        decoded -> elements(decoded, bytes),
                        unreadable -> List.of(new Fact.Sent(origin, null, bytes)),
                        needed -> List.of());
    }

    private static List<Fact.Sent> elements(Decoding.Decoded decoded, int bytes) {
        List<Fact.Sent> elements = new ArrayList<>();
        for (KeyedAlert alert : decoded.alerts()) {
            elements.add(new Fact.Sent(alert.original().origin(), alert.alert().fingerprint(), bytes));
        }
        for (UnreadableAlert unreadable : decoded.unreadable()) {
            elements.add(new Fact.Sent(unreadable.original().origin(), null, bytes));
        }
        return elements;
    }

    /** Tells that the alert in this record of the enricher's own topic is on its way. */
    void tellOnItsWay(ConsumerRecord<byte[], byte[]> record, Reconciliation reconciliation) {
        try {
            if (rekeyed == null) {
                rekeyed = codecs.codec(Contract.KEYED_ALERT, EnricherNames.rekeyedTopic());
            }
            RecordRef origin = rekeyed.decode(record.value()).original().origin();
            reconciliation.onItsWay(RequestIds.requestId(origin));
        } catch (UndecodableException unreadable) {
            // It says nothing: its alert stays a suspect.
            return;
        }
    }

    /** Tells what a record of an output topic says. */
    void tell(ConsumerRecord<byte[], byte[]> record, Reconciliation reconciliation) {
        Place at = new Place(record.topic(), record.partition(), record.offset());
        if (at.topic().equals(Topics.DEAD_LETTER)) {
            reconciliation.deadLettered(deadLettered(record));
        } else if (record.value() != null) {
            try {
                tell(at, record.value(), reconciliation);
            } catch (UndecodableException unreadable) {
                // What it would have told is missing, and is reported so.
                return;
            }
        }
    }

    private void tell(Place at, byte[] value, Reconciliation reconciliation) {
        if (at.topic().equals(Topics.ENRICHED)) {
            reconciliation.answered(answered(at, incidents.decode(value)));
        } else if (at.topic().equals(Topics.ATTEMPTS)) {
            reconciliation.tried(attempts.decode(value), at);
        } else {
            reconciliation.parked(parked(at, requests.decode(value)));
        }
    }

    private static Fact.Answered answered(Place at, EnrichedIncident incident) {
        return new Fact.Answered(
                at,
                incident.identity().requestId(),
                incident.identity().origin(),
                incident.identity().key(),
                incident.revision(),
                incident.outcome(),
                incident.provenance().producedAt());
    }

    private static Fact.Parked parked(Place at, EnrichmentRequest request) {
        int times = request.parking() == null ? 0 : request.parking().times();
        return new Fact.Parked(at, request.id(), times, request.expiresAt());
    }

    private static Fact.DeadLettered deadLettered(ConsumerRecord<byte[], byte[]> record) {
        Place of = new Place(
                text(record, "error.topic", ""),
                (int) number(record, "error.partition", -1),
                number(record, "error.offset", -1));
        int length = record.value() == null ? 0 : record.value().length;
        return new Fact.DeadLettered(
                of,
                (int) number(record, "error.index", 0),
                (int) number(record, "error.original-bytes", length),
                record.key() == null ? "" : new String(record.key(), UTF_8));
    }

    private static long number(ConsumerRecord<byte[], byte[]> record, String header, long otherwise) {
        try {
            return Long.parseLong(text(record, header, Long.toString(otherwise)));
        } catch (NumberFormatException notOurs) {
            return otherwise;
        }
    }

    /** Ours is the last of its name: a dead letter carries the headers of its original too. */
    private static String text(ConsumerRecord<byte[], byte[]> record, String name, String otherwise) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? otherwise : new String(header.value(), UTF_8);
    }
}
