package dev.understudy.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Topics;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.AppProcess;
import dev.understudy.testing.DeadLetter;
import dev.understudy.testing.Figures;
import dev.understudy.testing.Installation;
import dev.understudy.testing.Remains;
import dev.understudy.testing.TopicWatch;
import dev.understudy.testing.TwoProviders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alerts that fit on the way in, and whose stored, parked or answered form does not: each is answered or becomes a dead
 * letter that says TOO_LARGE, and none of them stops a task.
 */
@Tag("guarantees")
class OversizedRecordsIT {
    private static final int MEBIBYTE = 1024 * 1024;
    private static final String SETTINGS = "max-alert-bytes: " + 4 * MEBIBYTE + "\n" + TwoProviders.SETTINGS;
    private static final String FITS = "3 MiB of summary";
    /** It would have to travel with its original; the others need not, when no provider takes a call for them. */
    private static final String TOO_LONG = "7 MiB of headers and 1 MiB of summary under another key";

    private static final int BESIDE = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void shouldAnswerOrSayTooLargeAndDelayNobody(@TempDir Path folder) {
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED)) {
            Installation installation = Installation.create(sandbox, folder, 2, SETTINGS);
            sandbox.providers().forEach(provider -> provider.fail(Fault.SERVER_ERROR));
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config());
                    AppProcess app = AppProcess.start(installation, "one", "enricher,fallback")
                            .awaitReady()) {
                Map<String, Future<RecordMetadata>> large = new LinkedHashMap<>();
                List<String> beside = new ArrayList<>();
                alerts().forEach((name, record) -> {
                    large.put(name, load.send(record));
                    beside.addAll(load.send("beside-" + large.size() + "-", BESIDE, 0));
                });
                watch.await(PATIENCE, seen -> seen.answered(0).containsAll(beside));
                sandbox.providers().forEach(provider -> provider.heal());
                watch.await(
                        PATIENCE,
                        seen -> seen.answered(1).containsAll(beside)
                                && large.values().stream()
                                        .allMatch(sent -> !outcome(seen, sent).isEmpty()));
                Calm.verify("Oversized records", app);
                assertThat(Calm.count(app, "a stream thread failed"))
                        .as(app.log())
                        .isZero();
                assertThat(app.stop(Duration.ofSeconds(30))).as(app.log()).isZero();

                watch.toEnd();
                large.forEach((name, sent) -> {
                    Figures.tell(String.format("Oversized records: %s: %s", name, outcome(watch, sent)));
                    assertThat(outcome(watch, sent)).as(name).isIn("answered", "dead letter TOO_LARGE");
                });
                assertThat(outcome(watch, large.get(FITS))).isEqualTo("answered");
                assertThat(outcome(watch, large.get(TOO_LONG))).isEqualTo("dead letter TOO_LARGE");
                assertThat(watch.duplicates()).isEmpty();
                assertThat(new Remains(sandbox.broker()).entries())
                        .as("left in the stores")
                        .isEmpty();
            }
        }
    }

    private static String outcome(TopicWatch seen, Future<RecordMetadata> sent) {
        List<String> reasons = DeadLetter.of(seen).stream()
                .filter(letter -> letter.tellsOf(metadata(sent)))
                .map(letter -> "dead letter " + letter.reason())
                .toList();
        boolean answered = seen.answered(1).contains(AlertLoad.requestId(sent));
        return String.join(", ", reasons) + (answered ? "answered" : "");
    }

    private static RecordMetadata metadata(Future<RecordMetadata> sent) {
        try {
            return sent.get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("not acknowledged", e);
        }
    }

    private static Map<String, ProducerRecord<byte[], byte[]>> alerts() {
        String small = AlertLoad.json("small", "warning");
        String summary = "{\"fingerprint\":\"summary\",\"summary\":\"" + "s".repeat(MEBIBYTE) + "\"}";
        Map<String, ProducerRecord<byte[], byte[]>> alerts = new LinkedHashMap<>();
        alerts.put(FITS, record("summary", summary.replace("s\"", "s".repeat(2 * MEBIBYTE) + "\"")));
        alerts.put("3 MiB of fingerprint under its key", fingerprint(3, "f".repeat(3 * MEBIBYTE)));
        alerts.put("2 MiB of fingerprint under another key", fingerprint(2, "another"));
        alerts.put("2 MiB of labels", record("labels", labels(2 * MEBIBYTE)));
        alerts.put("5 MiB of another key", record("k".repeat(5 * MEBIBYTE), small));
        alerts.put("7 MiB of headers", withHeader(record("small", small)));
        String mebibyte = summary.substring(0, MEBIBYTE - 4096) + "\"}";
        alerts.put("7 MiB of headers and 1 MiB of summary", withHeader(record("summary", mebibyte)));
        alerts.put(TOO_LONG, withHeader(record("elsewhere", mebibyte)));
        return alerts;
    }

    private static ProducerRecord<byte[], byte[]> fingerprint(int mebibytes, String key) {
        return record(key, "{\"fingerprint\":\"" + "f".repeat(mebibytes * MEBIBYTE) + "\"}");
    }

    private static ProducerRecord<byte[], byte[]> withHeader(ProducerRecord<byte[], byte[]> record) {
        record.headers().add("large", new byte[7 * MEBIBYTE]);
        return record;
    }

    private static String labels(int length) {
        StringBuilder labels = new StringBuilder(length);
        for (int i = 0; labels.length() < length; i++) {
            labels.append(i == 0 ? "" : ",").append('"').append(i).append("\":\"\"");
        }
        return "{\"fingerprint\":\"labels\",\"labels\":{" + labels + "}}";
    }

    private static ProducerRecord<byte[], byte[]> record(String key, String value) {
        return new ProducerRecord<>(Topics.INCIDENTS, key.getBytes(UTF_8), value.getBytes(UTF_8));
    }
}
