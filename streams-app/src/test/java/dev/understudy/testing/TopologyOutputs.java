package dev.understudy.testing;

import dev.understudy.config.Topics;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.attempt.RecordedExchange;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.ResolvedMark;
import dev.understudy.serde.Codec;
import dev.understudy.serde.Codecs;
import dev.understudy.serde.Contract;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** What a topology under test wrote; each call returns what came since the last. */
public final class TopologyOutputs {
    private final TopologyTestDriver driver;
    private final Codecs codecs;

    public TopologyOutputs(TopologyTestDriver driver, Codecs codecs) {
        this.driver = driver;
        this.codecs = codecs;
    }

    public List<EnrichedIncident> answers() {
        return values(Topics.ENRICHED, codecs.codec(Contract.ENRICHED_INCIDENT, Topics.ENRICHED));
    }

    public List<ProviderAttempt> attempts() {
        return values(Topics.ATTEMPTS, codecs.codec(Contract.PROVIDER_ATTEMPT, Topics.ATTEMPTS));
    }

    public List<ResolvedMark> marks() {
        return values(Topics.RESOLVED, codecs.codec(Contract.RESOLVED_MARK, Topics.RESOLVED));
    }

    public List<RecordedExchange> exchanges() {
        return values(Topics.EXCHANGES, codecs.codec(Contract.RECORDED_EXCHANGE, Topics.EXCHANGES));
    }

    public List<EnrichmentRequest> parked(String provider) {
        String topic = Topics.retry(provider);
        return values(topic, codecs.codec(Contract.ENRICHMENT_REQUEST, topic));
    }

    public List<TestRecord<String, byte[]>> deadLetters() {
        return driver.createOutputTopic(Topics.DEAD_LETTER, new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    /** True when a store holds nothing. */
    public boolean isEmpty(String store) {
        KeyValueStore<String, byte[]> entries = driver.getKeyValueStore(store);
        try (KeyValueIterator<String, byte[]> all = entries.all()) {
            return !all.hasNext();
        }
    }

    private <T> List<T> values(String topic, Codec<T> codec) {
        List<T> values = new ArrayList<>();
        driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readValuesToList()
                .forEach(bytes -> values.add(codec.decode(bytes)));
        return values;
    }
}
