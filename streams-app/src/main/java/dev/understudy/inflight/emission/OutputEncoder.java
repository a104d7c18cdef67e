package dev.understudy.inflight.emission;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.config.OutputConfig;
import dev.understudy.config.RecordExchangesConfig;
import dev.understudy.config.Topics;
import dev.understudy.domain.alert.RawHeader;
import dev.understudy.domain.alert.TraceContext;
import dev.understudy.domain.attempt.ProviderAttempt;
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
import org.jspecify.annotations.Nullable;

/** Turns emissions into records: Avro values, and headers by which consumers filter without a registry. Thread-safe. */
public final class OutputEncoder {
    static final String AVRO = "application/avro";

    private final AnswerRecords incidents;
    private final Codec<ProviderAttempt> attempts;
    private final Codec<ResolvedMark> marks;
    private final Codec<KnownAnswer> answers;
    private final Map<String, Codec<EnrichmentRequest>> requests;
    private final @Nullable ExchangeRecords exchanges;
    private final DeadLetterRecord deadLetters;
    private final RecordLimit limit;

    /**
     * An encoder for the output topics.
     *
     * @param providers those that have a retry topic
     * @param maxDeadLetterBytes a longer original value is cut to its first part
     * @param limit the longest record that Kafka takes from us
     * @param output the forms of answers
     * @param exchanges whether exchanges are recorded
     */
    public OutputEncoder(
            Codecs codecs,
            Collection<String> providers,
            String instanceId,
            int maxDeadLetterBytes,
            RecordLimit limit,
            OutputConfig output,
            RecordExchangesConfig exchanges) {
        this.incidents = new AnswerRecords(
                codecs.codec(Contract.ENRICHED_INCIDENT, Topics.ENRICHED), output.json(), instanceId, limit);
        this.attempts = codecs.codec(Contract.PROVIDER_ATTEMPT, Topics.ATTEMPTS);
        this.marks = codecs.codec(Contract.RESOLVED_MARK, Topics.RESOLVED);
        this.answers = codecs.codec(Contract.KNOWN_ANSWER, Topics.ANSWERS);
        this.requests = providers.stream()
                .collect(Collectors.toMap(
                        provider -> provider,
                        provider -> codecs.codec(Contract.ENRICHMENT_REQUEST, Topics.retry(provider))));
        this.exchanges = exchanges.enabled()
                ? new ExchangeRecords(codecs.codec(Contract.RECORDED_EXCHANGE, Topics.EXCHANGES), limit)
                : null;
        this.deadLetters = new DeadLetterRecord(instanceId, maxDeadLetterBytes, limit);
        this.limit = limit;
    }

    /**
     * The record of an emission; of an answer one in each form, of an exchange that does not fit, or is not recorded, none.
     *
     * @throws OversizedRecordException when Kafka would not take it; a dead letter always fits, and JSON is cut
     */
    public List<Output> encode(Emission emission) {
        if (emission instanceof Emission.Answered answered) {
            return incidents.of(answered.incident(), answered.original());
        }
        if (emission instanceof Emission.Exchanged exchanged) {
            return exchanges == null ? List.of() : exchanges.of(exchanged.exchange());
        }
        return List.of(limit.check(record(emission)));
    }

    private Output record(Emission emission) {
        if (emission instanceof Emission.Tried tried) {
            return tried(tried);
        }
        if (emission instanceof Emission.Parked parked) {
            return parked(parked);
        }
        if (emission instanceof Emission.Ended ended) {
            List<RawHeader> headers = typed();
            TraceContext.take(ended.original().headers(), headers);
            return new Output(Topics.RESOLVED, bytes(ended.key()), marks.encode(ended.mark()), headers);
        }
        if (emission instanceof Emission.Learned learned) {
            return new Output(Topics.ANSWERS, bytes(learned.key()), answers.encode(learned.answer()), typed());
        }
        Emission.DeadLettered letter = (Emission.DeadLettered) emission;
        return deadLetters.of(letter.original(), letter.reason());
    }

    private static List<RawHeader> typed() {
        return new ArrayList<>(List.of(header("content-type", AVRO)));
    }

    private Output tried(Emission.Tried tried) {
        List<RawHeader> headers = typed();
        headers.add(header("outcome", tried.attempt().outcomeLabel()));
        headers.add(header("provider", tried.attempt().provider()));
        TraceContext.take(tried.original().headers(), headers);
        return new Output(Topics.ATTEMPTS, bytes(tried.key()), attempts.encode(tried.attempt()), headers);
    }

    private Output parked(Emission.Parked parked) {
        Codec<EnrichmentRequest> codec = requests.get(parked.provider());
        if (codec == null) {
            throw new IllegalStateException("no retry topic for provider " + parked.provider());
        }
        EnrichmentRequest request = parked.request();
        List<RawHeader> headers = typed();
        headers.add(header("severity", request.alert().severity().name()));
        if (request.parking() != null) {
            headers.add(header("reason", request.parking().reason().name()));
        }
        TraceContext.take(parked.original().headers(), headers);
        RedriveHeaders.carry(parked.original().headers(), headers);
        return new Output(
                Topics.retry(parked.provider()), bytes(request.identity().key()), codec.encode(request), headers);
    }

    static RawHeader header(String name, String value) {
        return new RawHeader(name, bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
