package dev.understudy.testing.lives;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.config.ProviderConfig;
import dev.understudy.config.Role;
import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.enricher.EnricherNames;
import dev.understudy.enricher.EnricherParts;
import dev.understudy.enricher.EnricherTopology;
import dev.understudy.fallback.FallbackNames;
import dev.understudy.fallback.FallbackParts;
import dev.understudy.fallback.FallbackTopology;
import dev.understudy.inflight.OwnerParts;
import dev.understudy.provider.CallPermits;
import dev.understudy.provider.Provider;
import dev.understudy.serde.Codec;
import dev.understudy.serde.Codecs;
import dev.understudy.serde.Contract;
import dev.understudy.source.JsonAlerts;
import dev.understudy.testing.ManualParts;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.test.TestRecord;

/**
 * Both applications, coupled: what either writes to {@code incidents.retry.*} and {@code incidents.resolved} waits until
 * {@link #deliver} hands it to the fallback consumer, in order and each record once.
 *
 * <p>The driver has no crash, so one is modelled: each record piped and each round is one commit, hence a crash between
 * two of them loses only what is in memory. {@link #kill} makes a new driver on the stores as they stood after the last
 * step, with new permits, queues, mailboxes and connections; calls that were in flight are never heard of again, and no
 * time passes. What a crash <em>within</em> a step undoes, a transaction undoes, which is Kafka's to prove, not ours.
 */
public final class TwoApplications implements AutoCloseable {
    /** Which processes the two run in. */
    public enum Layout {
        ONE_PROCESS,
        TWO_PROCESSES
    }

    /** The way to a provider from one process; processes are numbered from 0 in the order of their start. */
    public interface Network {
        Provider to(String provider, ProviderConfig config, int process);
    }

    /** What is gone when a process dies. */
    private record Memory(int process, OwnerParts owner, CallPermits permits) {}

    /** A registry that both applications of every run share: it only hands out numbers. */
    private static final Codecs CODECS = Codecs.over(new MockSchemaRegistryClient(), Map.of("url", "mock://unused"));

    /** Made once, since a codec checks the schemas that it meets. */
    private static final Map<String, Codec<?>> BY_TOPIC = new ConcurrentHashMap<>();

    private final Clock clock;
    private final UnderstudyConfig config;
    private final Network network;
    private final Consumer<Written> reader;
    private final Map<Role, Memory> memories = new EnumMap<>(Role.class);
    private final Map<Role, Life> lives = new EnumMap<>(Role.class);
    private static final Set<String> FORGETTING =
            Set.of(FallbackNames.RESOLVED_STORE, FallbackNames.ANSWERS_STORE, EnricherNames.RECURRENCES_STORE);

    private final Map<String, Deque<TestRecord<byte[], byte[]>>> unread = new TreeMap<>();
    private int processes;
    private int intake;

    /** Starts both; whatever they write is told to the reader at the end of the step that wrote it. */
    public TwoApplications(
            UnderstudyConfig config, Layout layout, Clock clock, Network network, Consumer<Written> reader) {
        this.config = config;
        this.clock = clock;
        this.network = network;
        this.reader = reader;
        Map<Role, StoredState> nothing = Map.of(Role.ENRICHER, StoredState.NONE, Role.FALLBACK, StoredState.NONE);
        if (layout == Layout.ONE_PROCESS) {
            begin(newMemory(), nothing);
        } else {
            nothing.forEach((role, state) -> begin(newMemory(), Map.of(role, state)));
        }
    }

    /** The enricher reads a record of {@code incidents}; its offset is the number of those read before. */
    public void read(String key, String value, Instant timestamp) {
        life(Role.ENRICHER).pipe(Topics.INCIDENTS, record(key, value, timestamp));
        intake++;
        collect(Role.ENRICHER);
    }

    /** Moves the drivers on to the time of the clock, and lets one application do a round. */
    public void round(Role role, Duration sinceItsLast) {
        life(role).pass(sinceItsLast);
        collect(role);
    }

    /** Topics that hold records which nobody has read. */
    public List<String> undelivered() {
        return unread.entrySet().stream()
                .filter(topic -> !topic.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Who reads the topic reads its next record. */
    public void deliver(String topic) {
        Role reader = topic.equals(Topics.ANSWERS) ? Role.ENRICHER : Role.FALLBACK;
        life(reader).pipe(alias(topic), unread.get(topic).remove());
        collect(reader);
    }

    /** Kills the process of this application, and with it the other one when it runs there, and starts it anew. */
    public void kill(Role role) {
        Map<Role, StoredState> left = new EnumMap<>(Role.class);
        Memory lost = memory(role);
        memories.forEach((other, memory) -> {
            if (memory.process() == lost.process()) {
                left.put(other, end(other));
            }
        });
        begin(newMemory(), left);
    }

    /** Closes the task of one application and opens it again in the same process, as a rebalance does. */
    public void move(Role role) {
        begin(memory(role), Map.of(role, end(role)));
    }

    /** True while this process was not killed. */
    public boolean isAlive(int process) {
        return memories.values().stream().anyMatch(memory -> memory.process() == process);
    }

    /** What is still held, in words: entries of stores that do not forget, unread records, permits, queues. */
    public List<String> held() {
        List<String> held = new ArrayList<>();
        lives.forEach((role, life) -> StoredState.of(life.stores()).stores().forEach((store, entries) -> {
            if (!entries.isEmpty() && !FORGETTING.contains(store)) {
                held.add("store " + store + " of " + role + " holds "
                        + entries.stream().map(StoredState.Entry::key).collect(Collectors.joining(", ")));
            }
        }));
        unread.forEach((topic, records) -> {
            if (!records.isEmpty()) {
                held.add(topic + " holds " + records.size() + " unread");
            }
        });
        memories.forEach((role, memory) -> {
            if (memory.permits().inFlight() > 0 || memory.owner().dispatcher().calling() > 0) {
                held.add(memory.permits().inFlight() + " permits are out in the process of " + role);
            }
            if (memory.owner().dispatcher().queued() > 0) {
                held.add(memory.owner().dispatcher().queued() + " wait for a permit in the process of " + role);
            }
        });
        return held;
    }

    @Override
    public void close() {
        lives.values().forEach(Life::close);
    }

    private Memory newMemory() {
        int process = processes++;
        CallPermits permits = CallPermits.create(config);
        OwnerParts owner = ManualParts.owner(
                config, CODECS, permits, (name, settings) -> network.to(name, settings, process), clock);
        return new Memory(process, owner, permits);
    }

    private void begin(Memory memory, Map<Role, StoredState> states) {
        states.forEach((role, state) -> {
            memories.put(role, memory);
            lives.put(
                    role,
                    new Life(
                            role,
                            builder -> topology(role, memory.owner(), builder),
                            state,
                            config.expires().plusHours(1),
                            clock.instant()));
        });
        if (states.containsKey(Role.ENRICHER)) {
            skipToOffset(life(Role.ENRICHER));
        }
    }

    /** The state as committed; whatever closing does comes too late to be in it. */
    private StoredState end(Role role) {
        Life life = life(role);
        StoredState committed = StoredState.of(life.stores());
        life.close();
        return committed;
    }

    /** A driver counts offsets from 0: what is no alert brings it to where the last life stopped, and leaves no trace. */
    private void skipToOffset(Life enricher) {
        for (int i = 0; i < intake; i++) {
            enricher.pipe(Topics.INCIDENTS, record("", "no alert", clock.instant()));
        }
        enricher.read((topic, record) -> {});
    }

    private Topology topology(Role role, OwnerParts owner, StreamsBuilder builder) {
        if (role == Role.ENRICHER) {
            return EnricherTopology.create(
                    new EnricherParts(
                            owner,
                            CODECS.alertDecoder(new JsonAlerts(clock), config.maxAlertBytes()),
                            codec(Contract.KEYED_ALERT, EnricherNames.rekeyedTopic()),
                            codec(Contract.IN_FLIGHT_ENTRY, EnricherNames.changelog(EnricherNames.IN_FLIGHT_STORE)),
                            codec(Contract.RAW_RECORD, EnricherNames.changelog(EnricherNames.AWAITING_SCHEMA_STORE)),
                            codec(Contract.KNOWN_ANSWER, EnricherNames.changelog(EnricherNames.ANSWERS_STORE)),
                            1),
                    builder);
        }
        return FallbackTopology.create(
                new FallbackParts(
                        owner,
                        codec(Contract.ENRICHMENT_REQUEST, Topics.RETRY_PREFIX),
                        codec(Contract.RESOLVED_MARK, Topics.RESOLVED),
                        codec(Contract.KNOWN_ANSWER, FallbackNames.changelog(FallbackNames.ANSWERS_STORE)),
                        codec(Contract.IN_FLIGHT_ENTRY, FallbackNames.changelog(FallbackNames.IN_FLIGHT_STORE)),
                        codec(Contract.RAW_RECORD, FallbackNames.changelog(FallbackNames.DUE_STORE)),
                        config.providers().keySet().stream()
                                .map(Topics::retry)
                                .map(TwoApplications::alias)
                                .collect(Collectors.toSet())),
                builder);
    }

    /**
     * The name under which the fallback consumer reads a topic here: a driver feeds what a topology writes to a topic
     * that it also reads back to it within the same step, when nothing can come in between.
     */
    private static String alias(String topic) {
        return topic.startsWith(Topics.RETRY_PREFIX) ? "read." + topic : topic;
    }

    private void collect(Role role) {
        life(role).read((topic, record) -> {
            if (topic.startsWith(Topics.RETRY_PREFIX)
                    || topic.equals(Topics.RESOLVED)
                    || topic.equals(Topics.ANSWERS)) {
                unread.computeIfAbsent(topic, name -> new ArrayDeque<>()).add(record);
            }
            reader.accept(new Written(role, topic, value(topic, record)));
        });
    }

    private static Object value(String topic, TestRecord<byte[], byte[]> record) {
        return switch (topic) {
            case Topics.ENRICHED -> codec(Contract.ENRICHED_INCIDENT, topic).decode(record.value());
            case Topics.ATTEMPTS -> codec(Contract.PROVIDER_ATTEMPT, topic).decode(record.value());
            case Topics.RESOLVED -> codec(Contract.RESOLVED_MARK, topic).decode(record.value());
            case Topics.ANSWERS -> codec(Contract.KNOWN_ANSWER, topic).decode(record.value());
            case Topics.DEAD_LETTER -> header(record, "error.topic") + '@' + header(record, "error.offset");
            default -> codec(Contract.ENRICHMENT_REQUEST, topic).decode(record.value());
        };
    }

    @SuppressWarnings("unchecked") // a topic has one contract
    private static <T> Codec<T> codec(Contract<T> contract, String topic) {
        return (Codec<T>) BY_TOPIC.computeIfAbsent(topic, name -> CODECS.codec(contract, name));
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    private static TestRecord<byte[], byte[]> record(String key, String value, Instant timestamp) {
        return new TestRecord<>(key.getBytes(UTF_8), value.getBytes(UTF_8), timestamp);
    }

    private Life life(Role role) {
        return Objects.requireNonNull(lives.get(role));
    }

    private Memory memory(Role role) {
        return Objects.requireNonNull(memories.get(role));
    }
}
