package dev.understudy.inflight.emission;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.config.Topics;
import dev.understudy.domain.alert.RawHeader;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.ResolvedMark;
import dev.understudy.serde.Codec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns emissions into records: Avro values, and headers by which consumers filter without a registry. Thread-safe. */
public final class OutputEncoder {
    private static final String AVRO = "application/avro";
    private static final String TRACE_PARENT = "traceparent";

    private final Codec<EnrichedIncident> incidents;
    private final Codec<ProviderAttempt> attempts;
    private final Codec<ResolvedMark> marks;
    private final Map<String, Codec<EnrichmentRequest>> requests;
    private final String instanceId;
    private final int maxDeadLetterBytes;

    /**
     * An encoder on the codecs of the output topics.
     *
     * @param requests by provider
     * @param maxDeadLetterBytes a longer original value is cut to its first part
     */
    public OutputEncoder(
            Codec<EnrichedIncident> incidents,
            Codec<ProviderAttempt> attempts,
            Codec<ResolvedMark> marks,
            Map<String, Codec<EnrichmentRequest>> requests,
            String instanceId,
            int maxDeadLetterBytes) {
        this.incidents = incidents;
        this.attempts = attempts;
        this.marks = marks;
        this.requests = Map.copyOf(requests);
        this.instanceId = instanceId;
        this.maxDeadLetterBytes = maxDeadLetterBytes;
    }

    /** The record of an emission. */
    public Output encode(Emission emission) {
        if (emission instanceof Emission.Answered answered) {
            return answered(answered.incident(), answered.original());
        }
        if (emission instanceof Emission.Tried tried) {
            return tried(tried.key(), tried.attempt());
        }
        if (emission instanceof Emission.Parked parked) {
            return parked(parked);
        }
        if (emission instanceof Emission.Ended ended) {
            return new Output(
                    Topics.RESOLVED,
                    bytes(ended.key()),
                    marks.encode(ended.mark()),
                    List.of(header("content-type", AVRO)));
        }
        return deadLetter((Emission.DeadLettered) emission);
    }

    private Output answered(EnrichedIncident incident, RawRecord original) {
        List<RawHeader> headers = new ArrayList<>();
        headers.add(header("ce_specversion", "1.0"));
        headers.add(header("ce_id", incident.identity().requestId() + "/" + incident.revision()));
        headers.add(header("ce_source", "/understudy/" + instanceId));
        headers.add(header("ce_type", "dev.understudy.incident.enriched.v1"));
        headers.add(header("ce_subject", incident.identity().key()));
        headers.add(header("ce_time", incident.provenance().producedAt().toString()));
        headers.add(header("content-type", AVRO));
        headers.add(header("outcome", incident.outcome().name()));
        headers.add(header("degraded", Boolean.toString(incident.degraded())));
        headers.add(header("revision", Integer.toString(incident.revision())));
        headers.add(header("severity", incident.alert().severity().name()));
        if (incident.provenance().provider() != null) {
            headers.add(header("provider", incident.provenance().provider()));
        }
        traceParent(original, headers);
        return new Output(Topics.ENRICHED, bytes(incident.identity().key()), incidents.encode(incident), headers);
    }

    private Output tried(String key, ProviderAttempt attempt) {
        return new Output(
                Topics.ATTEMPTS,
                bytes(key),
                attempts.encode(attempt),
                List.of(
                        header("content-type", AVRO),
                        header("outcome", attempt.outcomeLabel()),
                        header("provider", attempt.provider())));
    }

    private Output parked(Emission.Parked parked) {
        Codec<EnrichmentRequest> codec = requests.get(parked.provider());
        if (codec == null) {
            throw new IllegalStateException("no retry topic for provider " + parked.provider());
        }
        List<RawHeader> headers = new ArrayList<>(List.of(header("content-type", AVRO)));
        traceParent(parked.original(), headers);
        return new Output(
                Topics.retry(parked.provider()),
                bytes(parked.request().identity().key()),
                codec.encode(parked.request()),
                headers);
    }

    private Output deadLetter(Emission.DeadLettered letter) {
        RawRecord original = letter.original();
        List<RawHeader> headers = new ArrayList<>(original.headers());
        headers.add(header("error.reason", letter.reason().code()));
        headers.add(header("error.message", letter.reason().message()));
        headers.add(header("error.stage", letter.reason().stage()));
        headers.add(header("error.topic", original.origin().topic()));
        headers.add(header("error.partition", Integer.toString(original.origin().partition())));
        headers.add(header("error.offset", Long.toString(original.origin().offset())));
        headers.add(header("error.index", Integer.toString(original.origin().index())));
        headers.add(header("error.timestamp", original.origin().timestamp().toString()));
        headers.add(header("error.instance", instanceId));
        byte @Nullable [] value = original.value();
        if (value != null && value.length > maxDeadLetterBytes) {
            headers.add(header("error.original-bytes", Integer.toString(value.length)));
            value = Arrays.copyOf(value, maxDeadLetterBytes);
        }
        return new Output(Topics.DEAD_LETTER, original.key(), value, headers);
    }

    private static void traceParent(RawRecord original, List<RawHeader> headers) {
        for (RawHeader candidate : original.headers()) {
            if (candidate.key().equals(TRACE_PARENT)) {
                headers.add(candidate);
                return;
            }
        }
    }

    private static RawHeader header(String name, String value) {
        return new RawHeader(name, bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
