package dev.understudy.runtime.replay;

import dev.understudy.config.Namespace;
import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.RequestIds;
import dev.understudy.enricher.ReplayedFrom;
import dev.understudy.runtime.client.TopicReader;
import dev.understudy.runtime.replay.intake.LastWords;
import dev.understudy.serde.Codec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Hears what a replay answers, from the beginning of the run. For use by one thread. */
final class ReplayWatch implements AutoCloseable {
    private final TopicReader reader;
    private final String answers;
    private final LastWords words;
    private final Set<String> deadLettered = new HashSet<>();
    private boolean news;

    private ReplayWatch(TopicReader reader, Namespace namespace, Codec<EnrichedIncident> codec) {
        this.reader = reader;
        this.answers = namespace.topic(Topics.ENRICHED);
        this.words = new LastWords(codec);
        List<TopicPartition> partitions = new ArrayList<>(reader.partitions(answers));
        partitions.addAll(reader.partitions(namespace.topic(Topics.DEAD_LETTER)));
        reader.seek(reader.starts(partitions, null));
    }

    static ReplayWatch connect(UnderstudyConfig config, Namespace namespace, Codec<EnrichedIncident> codec) {
        return new ReplayWatch(TopicReader.connect(config), namespace, codec);
    }

    /** Reads what has come; waits a moment for the first. True when something was said. */
    boolean poll() {
        news = false;
        reader.readOn(this::hear);
        return news;
    }

    private void hear(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(answers)) {
            news |= words.hear(record);
            return;
        }
        Header from = record.headers().lastHeader(ReplayedFrom.HEADER);
        if (from != null && from.value() != null) {
            ReplayedFrom.parse(from.value()).map(RequestIds::requestId).ifPresent(id -> news |= deadLettered.add(id));
        }
    }

    /** The last word about each request so far. */
    Map<String, EnrichedIncident> answers() {
        return words.byRequest();
    }

    /** Those of the requests that have no word of this revision or a later one, and are no dead letters. */
    List<String> open(Collection<String> requests, int revision) {
        return requests.stream()
                .filter(id -> !deadLettered.contains(id))
                .filter(id -> {
                    EnrichedIncident answer = words.byRequest().get(id);
                    return answer == null || answer.revision() < revision;
                })
                .toList();
    }

    /** Requests whose work threw, so that no answer comes. */
    Set<String> deadLettered() {
        return Set.copyOf(deadLettered);
    }

    @Override
    public void close() {
        reader.close();
    }
}
