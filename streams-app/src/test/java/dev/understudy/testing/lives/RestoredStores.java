package dev.understudy.testing.lives;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.ProcessorWrapper;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.WrappedFixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.WrappedProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Gives the processors of a topology stores in memory, which hold the {@link StoredState} of an earlier life before the
 * processor looks at them, as after a restore from the changelogs. In memory, since opening RocksDB takes longer than
 * all the rest of a run.
 */
public final class RestoredStores implements ProcessorWrapper {
    /** Property that carries the {@link StoredState}. */
    static final String STATE = "test.stored-state";
    /** Property that carries how long windows are kept. */
    static final String RETENTION = "test.window-retention";

    private StoredState state = StoredState.NONE;
    private Duration retention = Duration.ZERO;

    @Override
    public void configure(Map<String, ?> configs) {
        state = (StoredState) configs.get(STATE);
        retention = (Duration) configs.get(RETENTION);
    }

    @Override
    public <KIn, VIn, KOut, VOut> WrappedProcessorSupplier<KIn, VIn, KOut, VOut> wrapProcessorSupplier(
            String name, ProcessorSupplier<KIn, VIn, KOut, VOut> supplier) {
        Set<StoreBuilder<?>> stores = supplier.stores();
        if (stores == null) {
            return ProcessorWrapper.asWrapped(supplier);
        }
        Set<StoreBuilder<?>> inMemory = stores.stream().map(this::inMemory).collect(Collectors.toUnmodifiableSet());
        return new WrappedProcessorSupplier<>() {
            @Override
            public Processor<KIn, VIn, KOut, VOut> get() {
                return new Restored<>(supplier.get(), inMemory, state);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return inMemory;
            }
        };
    }

    @Override
    public <KIn, VIn, VOut> WrappedFixedKeyProcessorSupplier<KIn, VIn, VOut> wrapFixedKeyProcessorSupplier(
            String name, FixedKeyProcessorSupplier<KIn, VIn, VOut> supplier) {
        return ProcessorWrapper.asWrappedFixedKey(supplier);
    }

    private StoreBuilder<?> inMemory(StoreBuilder<?> store) {
        if (store.build() instanceof WindowStore<?, ?>) {
            return Stores.windowStoreBuilder(
                            Stores.inMemoryWindowStore(store.name(), retention, Duration.ofMillis(1), false),
                            Serdes.String(),
                            Serdes.ByteArray())
                    .withLoggingDisabled();
        }
        return Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(store.name()), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled();
    }

    private record Restored<KIn, VIn, KOut, VOut>(
            Processor<KIn, VIn, KOut, VOut> inner, Set<StoreBuilder<?>> stores, StoredState state)
            implements Processor<KIn, VIn, KOut, VOut> {

        @Override
        public void init(ProcessorContext<KOut, VOut> context) {
            stores.forEach(store -> state.fill(context.getStateStore(store.name())));
            inner.init(context);
        }

        @Override
        public void process(Record<KIn, VIn> record) {
            inner.process(record);
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
