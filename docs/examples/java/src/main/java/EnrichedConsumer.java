import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads incidents.enriched, keeps the last word about each incident, and prints it when it changes.
 *
 * <pre>
 * mvn -q compile exec:java -Dexec.args="localhost:9092 http://localhost:8081"
 * </pre>
 */
public final class EnrichedConsumer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Registry registry;
    private final Map<String, Version> incidents = new HashMap<>();

    private EnrichedConsumer(Registry registry) {
        this.registry = registry;
    }

    /** Runs until it is told to stop. Arguments: brokers, address of the schema registry, consumer group. */
    public static void main(String[] arguments) throws Exception {
        String brokers = arguments.length > 0 ? arguments[0] : "localhost:9092";
        String registry = arguments.length > 1 ? arguments[1] : "http://localhost:8081";
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", brokers,
                "group.id", arguments.length > 2 ? arguments[2] : "enriched-example-java",
                // What a failed transaction wrote is not there.
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        EnrichedConsumer example = new EnrichedConsumer(new Registry(registry));
        CountDownLatch closed = new CountDownLatch(1);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                consumer.wakeup();
                await(closed);
            }));
            consumer.subscribe(List.of("incidents.enriched"));
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    example.handle(record);
                }
            }
        } catch (WakeupException stopped) {
            // The way in which a consumer is told to stop.
        } finally {
            closed.countDown();
        }
    }

    private static void await(CountDownLatch closed) {
        try {
            closed.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handle(ConsumerRecord<byte[], byte[]> record) throws IOException, InterruptedException {
        if (record.value() == null || !"application/avro".equals(header(record, "content-type"))) {
            return;
        }
        GenericRecord answer = registry.decode(record.value());
        String incidentId = answer.get("incidentId").toString();
        Version version = new Version((Long) answer.get("sequence"), (Integer) answer.get("revision"));
        Version known = incidents.get(incidentId);
        // Answers arrive in the order in which calls end: one with a lower (sequence, revision) is old news.
        if (known != null && version.compareTo(known) <= 0) {
            return;
        }
        incidents.put(incidentId, version);
        GenericRecord enrichment = (GenericRecord) answer.get("enrichment");
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("key", new String(record.key(), UTF_8));
        line.put("incidentId", incidentId);
        line.put("sequence", version.sequence());
        line.put("revision", version.revision());
        line.put("outcome", header(record, "outcome"));
        line.put("severity", header(record, "severity"));
        line.put("provider", header(record, "provider"));
        line.put("alert", ((GenericRecord) answer.get("alert")).get("name").toString());
        line.put("title", enrichment == null ? null : enrichment.get("title").toString());
        line.put("summary", enrichment == null ? null : enrichment.get("summary").toString());
        line.put("traceparent", header(record, "traceparent"));
        System.out.println(JSON.writeValueAsString(line));
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }

    /** Which of two answers about an incident is the later one. */
    private record Version(long sequence, int revision) implements Comparable<Version> {
        @Override
        public int compareTo(Version other) {
            return sequence == other.sequence
                    ? Integer.compare(revision, other.revision)
                    : Long.compare(sequence, other.sequence);
        }
    }

    /**
     * Schemas by the id that stands in front of a value. Where Confluent's repository can be reached, their
     * KafkaAvroDeserializer does the same.
     */
    private static final class Registry {
        private final HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
        private final Map<Integer, GenericDatumReader<GenericRecord>> readers = new HashMap<>();
        private final String url;

        Registry(String url) {
            this.url = url.replaceAll("/+$", "");
        }

        /** A zero byte, four bytes of schema id, one Avro datum. */
        GenericRecord decode(byte[] value) throws IOException, InterruptedException {
            ByteBuffer bytes = ByteBuffer.wrap(value);
            if (bytes.get() != 0) {
                throw new IOException("the value is not in the wire format of a schema registry");
            }
            int id = bytes.getInt();
            GenericDatumReader<GenericRecord> reader = readers.get(id);
            if (reader == null) {
                reader = new GenericDatumReader<>(fetch(id));
                readers.put(id, reader);
            }
            return reader.read(
                    null, DecoderFactory.get().binaryDecoder(value, bytes.position(), bytes.remaining(), null));
        }

        private Schema fetch(int id) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/schemas/ids/" + id))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("the schema registry answers " + answer.statusCode() + " for schema " + id);
            }
            return new Schema.Parser().parse(JSON.readTree(answer.body()).path("schema").asText());
        }
    }
}
