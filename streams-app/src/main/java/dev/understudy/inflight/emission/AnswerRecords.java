package dev.understudy.inflight.emission;

import static dev.understudy.inflight.emission.OutputEncoder.header;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.config.Topics;
import dev.understudy.domain.alert.RawHeader;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.TraceContext;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.serde.Codec;
import dev.understudy.serde.IncidentJson;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes answers: in Avro, and if configured the same as JSON under the same key. Headers tell, without a registry, what
 * consumers filter by; {@code ce_} and {@code content-type} make it a CloudEvent in Kafka's binary mode.
 *
 * @param json whether each answer is also written as JSON
 * @param limit what both have to fit into
 */
record AnswerRecords(Codec<EnrichedIncident> avro, boolean json, String instanceId, RecordLimit limit) {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerRecords.class);
    private static final String JSON = "application/json";

    /**
     * The record in Avro, followed by that in JSON if there is one.
     *
     * @throws OversizedRecordException when the one in Avro does not fit
     */
    List<Output> of(EnrichedIncident incident, RawRecord original) {
        List<RawHeader> headers = headers(incident, original);
        byte[] key = incident.identity().key().getBytes(UTF_8);
        List<Output> records = new ArrayList<>();
        records.add(limit.check(
                new Output(Topics.ENRICHED, key, avro.encode(incident), typed(OutputEncoder.AVRO, headers))));
        if (json) {
            addJson(incident, key, typed(JSON, headers), records);
        }
        return records;
    }

    /** JSON escapes what Avro does not, so it may be too long where Avro fits: then the texts of the alert are cut. */
    private void addJson(EnrichedIncident incident, byte[] key, List<RawHeader> headers, List<Output> records) {
        byte[] value = IncidentJson.of(incident).getBytes(UTF_8);
        if (!limit.fits(key, value, headers)) {
            value = IncidentJson.withAlertCut(incident).getBytes(UTF_8);
        }
        if (limit.fits(key, value, headers)) {
            records.add(new Output(Topics.ENRICHED_JSON, key, value, headers));
            return;
        }
        LOG.atWarn()
                .addKeyValue("requestId", incident.identity().requestId())
                .addKeyValue("bytes", value.length)
                .log("An answer is too long as JSON and is written in Avro only; raise kafka.max.request.size");
    }

    private List<RawHeader> headers(EnrichedIncident incident, RawRecord original) {
        List<RawHeader> headers = new ArrayList<>();
        headers.add(header("ce_specversion", "1.0"));
        headers.add(header("ce_id", incident.identity().requestId() + "/" + incident.revision()));
        headers.add(header("ce_source", "/understudy/" + instanceId));
        headers.add(header("ce_type", "dev.understudy.incident.enriched.v1"));
        headers.add(header("ce_subject", incident.identity().key()));
        headers.add(header("ce_time", incident.provenance().producedAt().toString()));
        headers.add(header("outcome", incident.outcome().name()));
        headers.add(header("degraded", Boolean.toString(incident.degraded())));
        headers.add(header("revision", Integer.toString(incident.revision())));
        headers.add(header("severity", incident.alert().severity().name()));
        if (incident.provenance().provider() != null) {
            headers.add(header("provider", incident.provenance().provider()));
        }
        TraceContext.take(original.headers(), headers);
        return headers;
    }

    private static List<RawHeader> typed(String contentType, List<RawHeader> headers) {
        List<RawHeader> typed = new ArrayList<>(headers);
        typed.add(header("content-type", contentType));
        return typed;
    }
}
