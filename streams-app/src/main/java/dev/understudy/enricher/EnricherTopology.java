package dev.understudy.enricher;

import dev.understudy.config.Namespace;
import dev.understudy.config.Topics;
import dev.understudy.domain.alert.KeyedAlert;
import dev.understudy.inflight.LenientTimestamps;
import dev.understudy.inflight.emission.Output;
import dev.understudy.inflight.emission.OutputSerializer;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The way of an alert from {@code incidents} to its first answer, or to a retry topic:
 *
 * <pre>
 * incidents -> decode -> (foreign key? -> rekeyed) -> enrich -> incidents.enriched, .retry.*, .attempts, .resolved, .dead-letter
 *                                                     |
 *                       incidents.answers -> learn -> (answers)
 * </pre>
 */
public final class EnricherTopology {
    private EnricherTopology() {}

    /** The topology on these parts. */
    public static Topology create(EnricherParts parts) {
        return create(parts, new StreamsBuilder());
    }

    /** The same in a builder that carries settings which count only while a topology is built. */
    public static Topology create(EnricherParts parts, StreamsBuilder builder) {
        Namespace namespace = parts.owner().namespace();
        Map<String, KStream<String, Intake>> intake = builder.stream(
                        namespace.topic(Topics.INCIDENTS),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                                .withName(EnricherNames.SOURCE)
                                .withTimestampExtractor(new LenientTimestamps()))
                .process(decoder(parts), Named.as(EnricherNames.DECODER))
                .split(Named.as(EnricherNames.INTAKE))
                .branch((key, next) -> next instanceof Intake.Unread, Branched.as("unread"))
                .branch((key, next) -> next instanceof Intake.Foreign, Branched.as("foreign"))
                .defaultBranch(Branched.as("resident"));

        KStream<String, KeyedAlert> rekeyed = branch(intake, "foreign")
                .mapValues(next -> ((Intake.Foreign) next).alert(), Named.as("foreign-alert"))
                .repartition(
                        Repartitioned.with(Serdes.String(), parts.keyedAlerts().serde())
                                .withName(EnricherNames.REKEYED));

        KStream<byte[], Output> enriched = branch(intake, "resident")
                .mapValues(next -> ((Intake.Resident) next).alert(), Named.as("resident-alert"))
                .merge(rekeyed, Named.as("keyed"))
                .process(enricher(parts), Named.as(EnricherNames.ENRICHER));

        KStream<byte[], Output> learned = builder.stream(
                        namespace.topic(Topics.ANSWERS),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                                .withName(EnricherNames.ANSWERS_SOURCE)
                                .withTimestampExtractor(new LenientTimestamps()))
                .process(() -> new LearnProcessor(parts), Named.as(EnricherNames.LEARNER), EnricherNames.ANSWERS_STORE);

        branch(intake, "unread")
                .map((key, next) -> deadLetter(((Intake.Unread) next).output()), Named.as("dead-letter"))
                .merge(enriched, Named.as("outputs"))
                .merge(learned, Named.as("all-outputs"))
                .to(
                        (key, output, context) -> namespace.topic(output.topic()),
                        Produced.<byte[], Output>with(Serdes.ByteArray(), OutputSerializer.serde())
                                .withName("outputs-sink"));
        return builder.build();
    }

    private static KeyValue<byte[], Output> deadLetter(Output output) {
        return KeyValue.pair(output.key(), output);
    }

    private static KStream<String, Intake> branch(Map<String, KStream<String, Intake>> intake, String name) {
        KStream<String, Intake> branch = intake.get(EnricherNames.INTAKE + name);
        if (branch == null) {
            throw new IllegalStateException("no branch " + name);
        }
        return branch;
    }

    private static ProcessorSupplier<byte[], byte[], String, Intake> decoder(EnricherParts parts) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], String, Intake> get() {
                return new DecodeProcessor(parts);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(store(EnricherNames.AWAITING_SCHEMA_STORE));
            }
        };
    }

    private static ProcessorSupplier<String, KeyedAlert, byte[], Output> enricher(EnricherParts parts) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, KeyedAlert, byte[], Output> get() {
                return new EnrichProcessor(parts);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(
                        store(EnricherNames.IN_FLIGHT_STORE),
                        store(EnricherNames.ANSWERS_STORE),
                        store(EnricherNames.RECURRENCES_STORE));
            }
        };
    }

    /** Persistent, so that static membership lets a restarted instance go on in seconds; written through at once. */
    private static StoreBuilder<?> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled();
    }
}
