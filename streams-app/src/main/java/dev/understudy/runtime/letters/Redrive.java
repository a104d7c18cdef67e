package dev.understudy.runtime.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.inflight.emission.RedriveHeaders;
import dev.understudy.runtime.client.BoundedProducer;
import dev.understudy.runtime.client.Pace;
import dev.understudy.runtime.client.TopicReader;
import dev.understudy.runtime.kafka.Broker;
import dev.understudy.serde.Codecs;
import dev.understudy.serde.SchemaRegistryException;
import dev.understudy.serde.UndecodableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Sends dead letters to {@code incidents} again, each as a new delivery with an id of its own: the original bytes, key and
 * headers, or of a letter from a retry topic the alert in it. A header counts how often; another names the dead letter, and by it the next redrive finds what
 * was sent already. Two that run at the same time do not see each other. For use by one thread.
 */
public final class Redrive {
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final UnderstudyConfig config;

    public Redrive(UnderstudyConfig config) {
        this.config = config;
    }

    /**
     * What became of it.
     *
     * @param sent records that the brokers hold
     * @param failures what could not be sent
     */
    public record Report(long sent, List<RedrivePlan.Refusal> failures) {

        public Report {
            failures = List.copyOf(failures);
        }
    }

    /**
     * Looks at the dead letters that are meant; sends nothing.
     *
     * @param most what was sent again so often is refused
     * @throws dev.understudy.runtime.kafka.StartupException when the topics cannot be read
     */
    public RedrivePlan plan(LetterFilter filter, int most) {
        Map<String, Integer> topics;
        try (Broker broker = Broker.connect(config, ANSWER)) {
            topics = broker.partitions();
        }
        List<DeadLetter> chosen = new ArrayList<>();
        try (DeadLetters letters = DeadLetters.connect(config)) {
            letters.read(filter, letter -> chosen.add(letter.withoutValue()));
        }
        chosen.sort(Comparator.comparing(DeadLetter::at).thenComparing(DeadLetter::id));
        return RedrivePlan.of(chosen, sentBefore(chosen, topics.keySet()), topics.keySet(), most);
    }

    /** What was sent again is younger than its dead letter, so nothing older is read; of younger records, the headers. */
    private Set<LetterId> sentBefore(List<DeadLetter> chosen, Set<String> existing) {
        Set<LetterId> sent = new HashSet<>();
        if (chosen.isEmpty() || !existing.contains(Topics.INCIDENTS)) {
            return sent;
        }
        Instant oldest = chosen.get(0).at();
        try (TopicReader reader = TopicReader.connect(config)) {
            List<TopicPartition> partitions = reader.partitions(Topics.INCIDENTS);
            reader.seek(reader.starts(partitions, oldest));
            reader.readTo(reader.ends(partitions), record -> {
                Header letter = record.headers().lastHeader(RedriveHeaders.LETTER);
                if (letter != null && letter.value() != null) {
                    LetterId.find(new String(letter.value(), UTF_8)).ifPresent(sent::add);
                }
            });
        }
        return sent;
    }

    /**
     * Sends the letters of a plan.
     *
     * @param rate records a second; 0 means as fast as it goes
     * @throws dev.understudy.runtime.kafka.StartupException when they cannot be read
     */
    public Report run(RedrivePlan plan, int rate) {
        AtomicLong sent = new AtomicLong();
        Queue<RedrivePlan.Refusal> failures = new ConcurrentLinkedQueue<>();
        Set<LetterId> ids = plan.letters().stream().map(DeadLetter::id).collect(Collectors.toSet());
        if (ids.isEmpty()) {
            return new Report(0, List.of());
        }
        Pace pace = new Pace(rate);
        try (DeadLetters letters = DeadLetters.connect(config);
                Producer<byte[], byte[]> producer = BoundedProducer.connect(config);
                Codecs codecs = Codecs.create(config.schemaRegistry())) {
            RedriveRecords records = new RedriveRecords(codecs);
            letters.read(LetterFilter.of(ids), letter -> {
                pace.await();
                send(producer, records, letter, sent, failures);
            });
            // Bounded by the delivery timeout.
            producer.flush();
        }
        return new Report(sent.get(), List.copyOf(failures));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback learns of every outcome
    private static void send(
            Producer<byte[], byte[]> producer,
            RedriveRecords records,
            DeadLetter letter,
            AtomicLong sent,
            Queue<RedrivePlan.Refusal> failures) {
        try {
            producer.send(records.of(letter), (metadata, problem) -> {
                if (problem == null) {
                    sent.incrementAndGet();
                } else {
                    failures.add(new RedrivePlan.Refusal(letter.id(), String.valueOf(problem.getMessage())));
                }
            });
        } catch (KafkaException | UndecodableException | SchemaRegistryException e) {
            failures.add(new RedrivePlan.Refusal(letter.id(), String.valueOf(e.getMessage())));
        }
    }
}
