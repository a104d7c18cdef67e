package dev.understudy.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.understudy.config.Role;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.provider.drill.Drills;
import dev.understudy.runtime.client.TopicTail;
import dev.understudy.runtime.kafka.Broker;
import dev.understudy.runtime.kafka.ClientSettings;
import dev.understudy.runtime.kafka.StartupException;
import dev.understudy.runtime.kafka.TopicCreator;
import dev.understudy.runtime.kafka.TopicReport;
import dev.understudy.runtime.settings.ConfigLoader;
import dev.understudy.sandbox.broker.EmbeddedBroker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UnderstudyIT {
    private static EmbeddedBroker kafka;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() {
        kafka = EmbeddedBroker.start();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    @Order(1)
    void shouldRefuseToStartWithoutTopics() {
        assertThatThrownBy(() -> start(config(), new FakeApplications(List.of(Role.ENRICHER))))
                .isInstanceOf(StartupException.class)
                .hasMessage("topics: incidents, incidents.enriched, incidents.resolved, incidents.answers, "
                        + "incidents.attempts, incidents.dead-letter, incidents.retry.openai are missing on "
                        + kafka.bootstrapServers()
                        + "; run: understudy topics create");
    }

    @Test
    @Order(2)
    void shouldCreateTopicsOnce() {
        assertThat(createTopics(Optional.of(3), true))
                .extracting(TopicReport::result)
                .containsOnly(TopicReport.Result.WOULD_BE_CREATED);
        assertThat(createTopics(Optional.of(3), false))
                .hasSize(7)
                .extracting(TopicReport::result)
                .containsOnly(TopicReport.Result.CREATED);
        assertThat(createTopics(Optional.empty(), false)).allSatisfy(report -> assertThat(report)
                .isEqualTo(new TopicReport(report.name(), TopicReport.Result.EXISTS, 3, List.of())));
        assertThatThrownBy(() -> createTopics(Optional.of(4), false))
                .hasMessage(
                        "topics: incidents has 3 partitions, but 4 were asked for; leave --partitions out to take 3");
    }

    @Test
    @Order(3)
    void shouldRunAnApplicationFromStartToStop() throws Exception {
        // Given
        FakeApplications applications = new FakeApplications(List.of(Role.ENRICHER));
        UnderstudyConfig config = config();
        produce(config, 7);
        ListAppender<ILoggingEvent> log = logOf(Understudy.class);

        // When
        Understudy understudy = start(config, applications);
        CompletableFuture<Boolean> ended = CompletableFuture.supplyAsync(() -> awaitEnd(understudy));
        await().atMost(Duration.ofSeconds(40))
                .until(() -> get(understudy, "/health/ready").statusCode() == 200);
        produce(config, 20);

        // Then
        assertThat(get(understudy, "/health/live").statusCode()).isEqualTo(200);
        assertThat(get(understudy, "/health/ready").body())
                .contains("\"understudy-enricher\"", "\"RUNNING\"", "\"providers\":{\"openai\":\"CLOSED\"}");
        assertThat(get(understudy, "/metrics").body()).contains("jvm_memory_used_bytes", "kafka_stream");
        assertThat(log.list)
                .filteredOn(event -> event.getLevel() == Level.WARN)
                .extracting(ILoggingEvent::getMessage)
                .singleElement()
                .asString()
                .contains("redaction is off");
        assertThat(tail(config, 20)).hasSize(20);
        assertThat(tail(config, 5)).hasSize(5);
        assertThat(tail(config, 30, 20))
                .as("what was there before the first start")
                .hasSize(20);
        understudy.close();
        assertThat(ended.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(applications.closed).isTrue();
    }

    @Test
    @Order(4)
    void shouldRefuseRolesThatAreNotBuilt() {
        assertThatThrownBy(() -> start(config(), new FakeApplications(List.of())))
                .isInstanceOf(StartupException.class)
                .hasMessage("roles: this build has no application for [ENRICHER]; leave it out of --roles");
    }

    @Test
    @Order(5)
    void shouldRefuseAPartitionCountThatDiffers() {
        kafka.createTopic("incidents.retry.forgotten", 5);

        assertThatThrownBy(() -> start(config(), new FakeApplications(List.of(Role.ENRICHER))))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("topics: partition counts differ: ")
                .hasMessageContaining("incidents.retry.forgotten 5");
    }

    private static Understudy start(UnderstudyConfig config, FakeApplications applications) {
        RunOptions options = new RunOptions(Set.of(Role.ENRICHER), false, Duration.ofSeconds(20));
        return Understudy.start(config, options, context -> applications);
    }

    private static ListAppender<ILoggingEvent> logOf(Class<?> type) {
        ListAppender<ILoggingEvent> events = new ListAppender<>();
        events.start();
        ((Logger) LoggerFactory.getLogger(type)).addAppender(events);
        return events;
    }

    private static boolean awaitEnd(Understudy understudy) {
        try {
            return understudy.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<TopicReport> createTopics(Optional<Integer> partitions, boolean dryRun) {
        try (Broker broker = Broker.connect(config(), Duration.ofSeconds(10))) {
            return new TopicCreator(broker, new TopicCreator.Request(partitions, Optional.empty(), dryRun))
                    .create(config());
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the flush waits, and the tail counts
    private static void produce(UnderstudyConfig config, int count) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(ClientSettings.producer(config))) {
            for (int i = 0; i < count; i++) {
                byte[] bytes = ("alert-" + i).getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>("incidents", bytes, bytes));
            }
            producer.flush();
        }
    }

    private static List<String> tail(UnderstudyConfig config, int count) {
        return tail(config, count, count);
    }

    private static List<String> tail(UnderstudyConfig config, int count, int expected) {
        List<String> values = new ArrayList<>();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            values.clear();
            try (TopicTail tail = TopicTail.connect(config, "incidents.enriched", 3)) {
                tail.last(count).forEach(record -> values.add(new String(record.value(), StandardCharsets.UTF_8)));
            }
            return values.size() == expected;
        });
        return values;
    }

    private static HttpResponse<String> get(Understudy understudy, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + understudy.port() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static UnderstudyConfig config() {
        return new ConfigLoader(Map.of())
                .parse("""
                        kafka: {bootstrap.servers: "%s"}
                        schema-registry: {url: http://localhost:1}
                        providers: {openai: {dialect: openai, base-url: http://localhost:1, model: m}}
                        http: {port: 0}
                        redaction: {enabled: false}
                        start-from: latest
                        state-dir: "%s"
                        """.formatted(kafka.bootstrapServers(), folder), "understudy.yaml", folder)
                .config();
    }

    /** Copies alerts through a persistent store to the enriched ones. */
    private static final class FakeApplications implements Applications {
        private final List<Role> roles;
        private volatile boolean closed;

        FakeApplications(List<Role> roles) {
            this.roles = roles;
        }

        @Override
        public List<Application> all() {
            return roles.stream().map(role -> new Application(role, topology())).toList();
        }

        @Override
        public Map<String, Object> providers() {
            return Map.of("openai", "CLOSED");
        }

        @Override
        public Drills drills() {
            return new Drills(Set.of("openai"), Clock.systemUTC(), ended -> {});
        }

        @Override
        public void close() {
            closed = true;
        }

        private static Topology topology() {
            Topology topology = new Topology();
            topology.addSource("alerts", "incidents");
            topology.addProcessor("copy", Copy::new, "alerts");
            topology.addStateStore(
                    Stores.keyValueStoreBuilder(
                            Stores.persistentKeyValueStore("seen"), Serdes.ByteArray(), Serdes.ByteArray()),
                    "copy");
            topology.addSink("enriched", "incidents.enriched", "copy");
            return topology;
        }
    }

    private static final class Copy extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        @Override
        public void process(Record<byte[], byte[]> record) {
            context().forward(record);
        }
    }
}
