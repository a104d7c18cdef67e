package dev.understudy.inflight.emission;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.config.Topics;
import dev.understudy.domain.alert.RawHeader;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.KnownAnswer;
import dev.understudy.domain.request.ResolvedMark;
import dev.understudy.serde.Codec;
import dev.understudy.serde.Codecs;
import dev.understudy.serde.Contract;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Turns emissions into records: Avro values, and headers by which consumers filter without a registry. Thread-safe. */
public final class OutputEncoder {
    private static final String AVRO = "application/avro";
    private static final String TRACE_PARENT = "traceparent";

    private final Codec<EnrichedIncident> incidents;
    private final Codec<ProviderAttempt> attempts;
    private final Codec<ResolvedMark> marks;
    private final Codec<KnownAnswer> answers;
    private final Map<String, Codec<EnrichmentRequest>> requests;
    private final String instanceId;
    private final int maxDeadLetterBytes;
    private final RecordLimit limit;

    /**
     * An encoder for the output topics.
     *
     * @param providers those that have a retry topic
     * @param maxDeadLetterBytes a longer original value is cut to its first part
     * @param limit the longest record that Kafka takes from us
     */
    public OutputEncoder(
            Codecs codecs, Collection<String> providers, String instanceId, int maxDeadLetterBytes, RecordLimit limit) {
        this.incidents = codecs.codec(Contract.ENRICHED_INCIDENT, Topics.ENRICHED);
        this.attempts = codecs.codec(Contract.PROVIDER_ATTEMPT, Topics.ATTEMPTS);
        this.marks = codecs.codec(Contract.RESOLVED_MARK, Topics.RESOLVED);
        this.answers = codecs.codec(Contract.KNOWN_ANSWER, Topics.ANSWERS);
        this.requests = providers.stream()
                .collect(Collectors.toMap(
                        provider -> provider,
                        provider -> codecs.codec(Contract.ENRICHMENT_REQUEST, Topics.retry(provider))));
        this.instanceId = instanceId;
        this.maxDeadLetterBytes = maxDeadLetterBytes;
        this.limit = limit;
    }

    /**
     * The record of an emission.
     *
     * @throws OversizedRecordException when Kafka would not take it; a dead letter always fits
     */
    public Output encode(Emission emission) {
        return limit.check(record(emission));
    }

    private Output record(Emission emission) {
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
            return plain(Topics.RESOLVED, ended.key(), marks.encode(ended.mark()));
        }
        if (emission instanceof Emission.Learned learned) {
            return plain(Topics.ANSWERS, learned.key(), answers.encode(learned.answer()));
        }
        return deadLetter((Emission.DeadLettered) emission);
    }

    private static Output plain(String topic, String key, byte[] value) {
        return new Output(topic, bytes(key), value, List.of(header("content-type", AVRO)));
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
        RedriveHeaders.carry(parked.original().headers(), headers);
        return new Output(
                Topics.retry(parked.provider()),
                bytes(parked.request().identity().key()),
                codec.encode(parked.request()),
                headers);
    }

    private Output deadLetter(Emission.DeadLettered letter) {
        return new DeadLetterRecord(instanceId, maxDeadLetterBytes, limit).of(letter.original(), letter.reason());
    }

    private static void traceParent(RawRecord original, List<RawHeader> headers) {
        for (RawHeader candidate : original.headers()) {
            if (candidate.key().equals(TRACE_PARENT)) {
                headers.add(candidate);
                return;
            }
        }
    }

    static RawHeader header(String name, String value) {
        return new RawHeader(name, bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
