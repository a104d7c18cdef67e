package dev.understudy.fallback;

import dev.understudy.config.Namespace;
import dev.understudy.config.Topics;
import dev.understudy.inflight.LenientTimestamps;
import dev.understudy.inflight.emission.Output;
import dev.understudy.inflight.emission.OutputSerializer;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The way of a parked request to its last word:
 *
 * <pre>
 * incidents.retry.*, incidents.resolved -> retry -> incidents.enriched, .retry.*, .attempts, .dead-letter
 * </pre>
 */
public final class FallbackTopology {
    private FallbackTopology() {}

    /** The topology on these parts. */
    public static Topology create(FallbackParts parts) {
        return create(parts, new StreamsBuilder());
    }

    /** The same in a builder that carries settings which count only while a topology is built. */
    public static Topology create(FallbackParts parts, StreamsBuilder builder) {
        Namespace namespace = parts.owner().namespace();
        KStream<byte[], byte[]> parked = builder.stream(
                parts.retryTopics().stream().map(namespace::topic).sorted().toList(),
                consumed(FallbackNames.RETRY_SOURCE));
        KStream<byte[], byte[]> resolved =
                builder.stream(namespace.topic(Topics.RESOLVED), consumed(FallbackNames.RESOLVED_SOURCE));
        parked.merge(resolved, Named.as("inputs"))
                .process(processor(parts), Named.as(FallbackNames.PROCESSOR))
                .to(
                        (key, output, context) -> namespace.topic(output.topic()),
                        Produced.<byte[], Output>with(Serdes.ByteArray(), OutputSerializer.serde())
                                .withName("outputs-sink"));
        return builder.build();
    }

    private static Consumed<byte[], byte[]> consumed(String name) {
        return Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                .withName(name)
                .withTimestampExtractor(new LenientTimestamps());
    }

    private static ProcessorSupplier<byte[], byte[], byte[], Output> processor(FallbackParts parts) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], byte[], Output> get() {
                return new RetryProcessor(parts);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(
                        store(FallbackNames.IN_FLIGHT_STORE),
                        store(FallbackNames.DUE_STORE),
                        store(FallbackNames.DUE_BY_INCIDENT_STORE),
                        store(FallbackNames.RESOLVED_STORE),
                        store(FallbackNames.ANSWERS_STORE));
            }
        };
    }

    private static StoreBuilder<?> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled();
    }
}
