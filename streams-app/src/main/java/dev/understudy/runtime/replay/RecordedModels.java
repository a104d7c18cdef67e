package dev.understudy.runtime.replay;

import dev.understudy.config.ProviderConfig;
import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.attempt.RecordedExchange;
import dev.understudy.domain.attempt.RecordedExchange.Question;
import dev.understudy.domain.enrichment.Answer;
import dev.understudy.domain.enrichment.Caveat;
import dev.understudy.prompt.Prompt;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.ChatRequest;
import dev.understudy.provider.SafeText;
import dev.understudy.provider.call.ModelSource;
import dev.understudy.redaction.Redactor;
import dev.understudy.runtime.client.TimeRange;
import dev.understudy.runtime.client.TopicReader;
import dev.understudy.runtime.kafka.StartupException;
import dev.understudy.serde.Codec;
import dev.understudy.serde.Codecs;
import dev.understudy.serde.Contract;
import dev.understudy.serde.UndecodableException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Answers from recorded exchanges, at once and without a network. An answer is given again when the same provider and
 * model are asked in the same words about the same alert; of several that of the same request counts, else the last one. A
 * question that none answers
 * is a BAD_REQUEST, which goes to the next provider and says nothing against this one, and is kept as a
 * {@link MissedQuestion}. Thread-safe.
 *
 * <p>All that was read is in memory: the answers without the words of the questions, by estimate 5 kB each.
 */
public final class RecordedModels implements ModelSource {
    /** Half a gigabyte of answers. */
    static final int MOST = 100_000;

    private static final String ANY = "";

    private final Map<Asked, RecordedExchange> exchanges;
    private final Redactor redactor;
    private final MissedQuestions misses = new MissedQuestions();

    /**
     * A question, and who asked it.
     *
     * @param requestId that of a request; empty for the last of all
     */
    record Asked(Question question, String requestId) {}

    RecordedModels(Map<Asked, RecordedExchange> exchanges, Redactor redactor) {
        this.exchanges = Map.copyOf(exchanges);
        this.redactor = redactor;
    }

    /**
     * Reads the exchanges that an installation has written in a range of time. Writes nothing, registers nothing,
     * belongs to no group.
     *
     * @param config that of the installation which recorded them
     * @param range when they were written: an answer may be older than the alerts by as long as answers are reused, and
     *     younger by as long as requests are parked
     * @throws StartupException when there is no such topic, it cannot be read, or it holds more than fits into memory
     */
    public static RecordedModels load(UnderstudyConfig config, TimeRange range) {
        Map<String, String> registry = new HashMap<>(config.schemaRegistry());
        registry.put("use.latest.version", "true");
        Map<Asked, RecordedExchange> exchanges = new HashMap<>();
        try (Codecs codecs = Codecs.create(registry);
                TopicReader reader = TopicReader.connect(config)) {
            List<TopicPartition> partitions = reader.partitions(Topics.EXCHANGES);
            if (partitions.isEmpty()) {
                throw new StartupException("topics: " + Topics.EXCHANGES + " is missing: no exchanges were recorded;"
                        + " set record-exchanges.enabled and run: understudy topics create, or take other --providers");
            }
            Codec<RecordedExchange> codec = codecs.codec(Contract.RECORDED_EXCHANGE, Topics.EXCHANGES);
            reader.seek(reader.starts(partitions, range.since()));
            reader.readTo(reader.ends(partitions), record -> {
                if (range.contains(Instant.ofEpochMilli(record.timestamp()))) {
                    keep(decoded(codec, record), exchanges);
                }
            });
        }
        return new RecordedModels(exchanges, Redactor.of(config.redaction()));
    }

    private static RecordedExchange decoded(Codec<RecordedExchange> codec, ConsumerRecord<byte[], byte[]> record) {
        try {
            return codec.decode(record.value());
        } catch (UndecodableException foreign) {
            throw new StartupException("topics: " + Topics.EXCHANGES + " holds a record that is not ours, at partition "
                    + record.partition() + ", offset " + record.offset());
        }
    }

    static void keep(RecordedExchange exchange, Map<Asked, RecordedExchange> exchanges) {
        RecordedExchange answer = exchange.withoutWords();
        for (String requestId : List.of(exchange.requestId(), ANY)) {
            exchanges.merge(
                    new Asked(exchange.question(), requestId),
                    answer,
                    (one, other) -> other.answeredAt().isBefore(one.answeredAt()) ? one : other);
        }
        if (exchanges.size() > 2 * MOST) {
            throw new StartupException("topics: " + Topics.EXCHANGES + " holds more than " + MOST
                    + " questions in this time; take a shorter one");
        }
    }

    @Override
    public ChatModel model(String provider, ProviderConfig config) {
        return request -> CompletableFuture.completedFuture(outcome(provider, config.model(), request));
    }

    private Outcome outcome(String provider, String model, ChatRequest request) {
        Prompt prompt = request.prompt();
        Question question = new Question(provider, model, prompt.hash());
        RecordedExchange exchange = exchanges.getOrDefault(
                new Asked(question, request.requestId()), exchanges.get(new Asked(question, ANY)));
        if (exchange == null) {
            String alert = prompt.alert().name();
            misses.add(new MissedQuestion(request.requestId(), provider, model, alert, prompt.hash()));
            return Outcome.Failed.of(
                    FailureReason.BAD_REQUEST,
                    SafeText.of("no recorded exchange with " + provider + " (" + model + ") for " + alert));
        }
        Set<Caveat> caveats = exchange.outputRepaired() ? Set.of(Caveat.OUTPUT_REPAIRED) : Set.of();
        Answer answer = redactor.restored(
                new Answer(exchange.answer(), caveats), prompt.redaction().placeholders());
        return new Outcome.Completed(
                answer, new ModelResponse(exchange.responseModel(), null, exchange.finishReason(), exchange.usage()));
    }

    /** How many different questions have an answer. */
    public long size() {
        return exchanges.keySet().stream()
                .filter(asked -> asked.requestId().equals(ANY))
                .count();
    }

    /**
     * What was asked and not found so far, each once, sorted by alert, provider and request; no more than
     * {@value MissedQuestions#MOST}.
     */
    public List<MissedQuestion> misses() {
        return misses.all();
    }

    /** How many calls found nothing, those of later rounds included. */
    public long missedCalls() {
        return misses.calls();
    }
}
