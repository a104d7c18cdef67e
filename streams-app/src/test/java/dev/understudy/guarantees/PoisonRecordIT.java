package dev.understudy.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Topics;
import dev.understudy.enricher.EnricherNames;
import dev.understudy.fallback.FallbackNames;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.AppProcess;
import dev.understudy.testing.AvroAlerts;
import dev.understudy.testing.DeadLetter;
import dev.understudy.testing.Figures;
import dev.understudy.testing.Installation;
import dev.understudy.testing.Remains;
import dev.understudy.testing.TopicWatch;
import dev.understudy.testing.TwoProviders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Poison where the product keeps what is its own: it becomes dead letters as it is, and delays nobody else. */
@Tag("guarantees")
class PoisonRecordIT {
    private static final int PARTITIONS = 2;
    private static final int ALERTS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final byte[] TEXT = "no entry at all".getBytes(UTF_8);
    private static final byte[] UNKNOWN_SCHEMA = {0, 0x7f, 0x7f, 0x7f, 0x7f, 1, 2, 3};

    /** An entry that was overwritten with garbage becomes a dead letter as it is; every other one is taken up again. */
    @Test
    void shouldMakeDeadLettersOfGarbageInItsStoresAndAnswerEverythingElse(@TempDir Path folder) throws IOException {
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED)) {
            Installation installation = Installation.create(sandbox, folder, PARTITIONS, TwoProviders.SETTINGS);
            sandbox.providers().forEach(provider -> provider.fail(Fault.NO_ANSWER));
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config());
                    AppProcess first = start(installation)) {
                List<String> sent = load.send("poison-", ALERTS, 0);
                watch.await(PATIENCE, seen -> seen.answered(0).containsAll(sent));
                first.kill();
                sandbox.providers().forEach(provider -> provider.heal());

                List<Planted> planted = plant(load);
                delete(folder.resolve("state-one"));
                try (AppProcess app = start(installation)) {
                    List<String> later = load.send("later-", ALERTS, 0);
                    watch.await(
                            PATIENCE,
                            seen -> seen.answered(1).containsAll(sent)
                                    && seen.answered(1).containsAll(later)
                                    && seen.count(Topics.DEAD_LETTER) >= planted.size());
                    Calm.verify("Poison in the stores", app);
                    assertThat(Calm.count(app, "a stream thread failed")).isZero();
                    assertThat(app.stop(Duration.ofSeconds(30))).as(app.log()).isZero();
                }
                assertThat(watch.toEnd().duplicates()).isEmpty();
                assertThat(DeadLetter.of(watch))
                        .extracting(letter -> new String(letter.record().key(), UTF_8))
                        .containsExactlyInAnyOrderElementsOf(
                                planted.stream().map(Planted::key).toList());
                planted.forEach(poison -> assertThat(DeadLetter.of(watch))
                        .filteredOn(letter -> new String(letter.record().key(), UTF_8).equals(poison.key()))
                        .singleElement()
                        .satisfies(letter -> {
                            assertThat(letter.value()).isEqualTo(poison.value());
                            assertThat(letter.reason()).isEqualTo("PROCESSING_FAILED");
                        }));
                assertThat(new Remains(sandbox.broker()).entries())
                        .as("left in the stores")
                        .isEmpty();
                Figures.tell(String.format(
                        "Poison in the stores: %d entries planted, %d dead letters, %d of %d alerts answered",
                        planted.size(),
                        watch.count(Topics.DEAD_LETTER),
                        watch.answered(1).size(),
                        2 * ALERTS));
            }
        }
    }

    private static List<Planted> plant(AlertLoad load) {
        List<Planted> planted = new ArrayList<>();
        String enricher = EnricherNames.changelog(EnricherNames.IN_FLIGHT_STORE);
        String fallback = FallbackNames.changelog(FallbackNames.IN_FLIGHT_STORE);
        String due = FallbackNames.changelog(FallbackNames.DUE_STORE);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (byte[] value : List.of(TEXT, UNKNOWN_SCHEMA, new byte[0])) {
                String id = "poison-" + planted.size();
                planted.add(Planted.in(load, enricher, partition, id + "-enricher", value));
                planted.add(Planted.in(load, fallback, partition, id + "-fallback", value));
                planted.add(Planted.in(load, due, partition, "000000000000001/incident/" + id, value));
                planted.add(Planted.in(load, due, partition, "000" + id, value));
            }
        }
        return planted;
    }

    /** What is no parked request and no mark of an ended alert becomes a dead letter with the reason. */
    @Test
    void shouldMakeDeadLettersOfGarbageInTheTopicsBetweenItsParts(@TempDir Path folder) {
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED)) {
            Installation installation = Installation.create(sandbox, folder, PARTITIONS, TwoProviders.SETTINGS);
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    AvroAlerts avro = new AvroAlerts(installation.config());
                    TopicWatch watch = new TopicWatch(installation.config());
                    AppProcess app = start(installation)) {
                List<Planted> planted = new ArrayList<>();
                byte[] alert = avro.alert("not-parked");
                for (String topic : List.of(Topics.retry("lead"), Topics.retry("stand-in"), Topics.RESOLVED)) {
                    for (byte[] value : List.of(TEXT, UNKNOWN_SCHEMA, new byte[0], alert)) {
                        planted.add(Planted.in(load, topic, planted.size() % PARTITIONS, "poison", value));
                    }
                    planted.add(Planted.in(load, topic, 0, "poison", null));
                }
                sandbox.provider("lead").fail(Fault.SERVER_ERROR);
                List<String> sent = load.send("beside-", ALERTS, 0);
                watch.await(
                        PATIENCE,
                        seen -> seen.answered(1).containsAll(sent) && seen.count(Topics.DEAD_LETTER) >= planted.size());
                Calm.verify("Poison in the topics", app);
                assertThat(Calm.count(app, "a stream thread failed")).isZero();
                assertThat(app.stop(Duration.ofSeconds(30))).as(app.log()).isZero();

                assertThat(watch.toEnd().count(Topics.DEAD_LETTER)).isEqualTo(planted.size());
                planted.forEach(poison -> assertThat(DeadLetter.of(watch))
                        .filteredOn(letter -> letter.tellsOf(poison.at())
                                && letter.header("error.topic")
                                        .equals(poison.at().topic()))
                        .singleElement()
                        .satisfies(letter -> {
                            assertThat(letter.value()).isEqualTo(poison.value());
                            assertThat(letter.reason())
                                    .isIn("CORRUPT_AVRO", "UNKNOWN_SCHEMA_ID", "WRONG_SCHEMA", "NULL_VALUE");
                        }));
                Figures.tell(String.format(
                        "Poison in the topics: %d records planted, reasons %s, %d of %d alerts answered",
                        planted.size(),
                        DeadLetter.of(watch).stream()
                                .map(DeadLetter::reason)
                                .distinct()
                                .sorted()
                                .toList(),
                        watch.answered(1).size(),
                        ALERTS));
            }
        }
    }

    private static AppProcess start(Installation installation) {
        return AppProcess.start(installation, "one", "enricher,fallback").awaitReady();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
