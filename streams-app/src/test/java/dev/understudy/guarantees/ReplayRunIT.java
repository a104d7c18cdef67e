package dev.understudy.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Role;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.CommandRun;
import dev.understudy.testing.Installation;
import dev.understudy.testing.ProductionState;
import dev.understudy.testing.ReplayedAnswers;
import dev.understudy.testing.TopicWatch;
import dev.understudy.testing.TwoProviders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 500 alerts are run again while production stands by: twice the same, and once with a kill -9 in the middle. */
@Tag("guarantees")
class ReplayRunIT {
    private static final int ALERTS = 500;
    private static final int REPEATS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern ANSWERED = Pattern.compile("(\\d+) answered");

    @Test
    @SuppressWarnings("try") // it only has to run
    void shouldAnswerTheSameTwiceAndGoOnAfterAKill(@TempDir Path folder) throws Exception {
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED)) {
            Installation installation = Installation.create(
                    sandbox, folder, 2, "record-exchanges: {enabled: true}\n" + TwoProviders.SETTINGS);
            List<String> sent;
            try (Understudy understudy = installation.start(Role.ENRICHER, Role.FALLBACK);
                    AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config())) {
                sent = load.send("yesterday-", ALERTS, 0);
                watch.await(PATIENCE, seen -> seen.answered(1).containsAll(sent));
                List<String> repeats = load.send("yesterday-", REPEATS, 0);
                watch.await(PATIENCE, seen -> seen.answered(1).containsAll(repeats));
                assertThat(run(installation, "schemas", "register").exitCode()).isZero();
                ProductionState before = ProductionState.of(sandbox);
                long calls = calls(sandbox);

                List<String> one = replay(installation, folder, sent, "one");
                assertThat(ProductionState.of(sandbox)).isEqualTo(before);
                List<String> two = replay(installation, folder, sent, "two");

                assertThat(two).isEqualTo(one);
                assertThat(calls(sandbox)).as("calls at the providers").isEqualTo(calls);
                cutOffAndGoOn(sandbox, installation, sent);
                assertThat(ProductionState.of(sandbox))
                        .as("nothing is left, nothing was touched")
                        .isEqualTo(before);
            }
        }
    }

    private static long calls(Sandbox sandbox) {
        return sandbox.provider("lead").calls() + sandbox.provider("stand-in").calls();
    }

    private static List<String> replay(Installation installation, Path folder, List<String> sent, String run) {
        long began = System.nanoTime();
        CommandRun replay =
                run(installation, command(run, "--out", folder.resolve(run).toString()));
        System.out.printf("replay of %d alerts took %.1f s%n", ALERTS, (System.nanoTime() - began) / 1e9);
        assertThat(replay.exitCode()).as(replay.err()).isZero();
        assertThat(replay.err()).contains(REPEATS + " of them were given an earlier answer (REUSED)");
        ReplayedAnswers answers = ReplayedAnswers.read(folder.resolve(run));
        assertThat(answers.requests()).containsExactlyInAnyOrderElementsOf(sent);
        return answers.withoutTimes();
    }

    private static String[] command(String run, String... more) {
        List<String> all = new ArrayList<>(
                List.of("replay", "--from", "1h", "--providers", "recorded", "--patience", "30s", "--run", run));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static void cutOffAndGoOn(Sandbox sandbox, Installation installation, List<String> sent)
            throws IOException, InterruptedException {
        Path folder = installation.folder();
        int answered = killOnTheWay(installation, command("cut", "--rate", "40", "--keep"));
        CommandRun other = run(installation, command("cut", "--max-alerts", "7"));
        assertThat(other.exitCode()).as(other.err()).isEqualTo(2);
        assertThat(other.err()).contains("--run: cut was begun with other options");

        CommandRun on = run(
                installation,
                command("cut", "--keep", "--out", folder.resolve("cut").toString()));

        assertThat(on.exitCode()).as(on.err()).isZero();
        assertThat(on.err()).contains("goes on: ");
        System.out.printf("killed after %d of %d answers, and went on%n", answered, ALERTS);
        assertThat(ReplayedAnswers.read(folder.resolve("cut")).requests()).containsExactlyInAnyOrderElementsOf(sent);
        Map<String, Integer> copies = count(sandbox, "incidents.replay.cut", "understudy-replayed-from");
        assertThat(copies).hasSize(ALERTS).allSatisfy((from, times) -> assertThat(times)
                .isEqualTo(1));
        Map<String, Integer> answers = count(sandbox, "incidents.replay.cut.enriched", "ce_id");
        assertThat(answers).hasSizeGreaterThanOrEqualTo(ALERTS);
        assertThat(answers).allSatisfy((id, times) -> assertThat(times).isEqualTo(1));

        assertThat(run(installation, "replay", "clean", "--run", "cut").exitCode())
                .isZero();
    }

    /** Kills the process when a part of the answers is there; returns how many it told of. */
    private static int killOnTheWay(Installation installation, String... arguments)
            throws IOException, InterruptedException {
        Path err = installation.folder().resolve("cut.err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.understudy.cli.Main"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--config", installation.file("one", 0).toString()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(err.toFile())
                .start();
        try {
            Awaitility.await("answers on the way").atMost(PATIENCE).until(() -> {
                assertThat(process.isAlive()).as(Files.readString(err)).isTrue();
                return told(err) >= 50;
            });
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        int answered = told(err);
        assertThat(answered).isLessThan(ALERTS);
        return answered;
    }

    private static int told(Path err) throws IOException {
        return ANSWERED.matcher(Files.readString(err))
                .results()
                .map((MatchResult found) -> Integer.parseInt(found.group(1)))
                .reduce(0, (one, other) -> other);
    }

    /** How often each value of a header occurs in the committed records of a topic. */
    private static Map<String, Integer> count(Sandbox sandbox, String topic, String header) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        sandbox.bootstrapServers(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            Set<TopicPartition> partitions = new TreeSet<>((one, other) -> one.partition() - other.partition());
            consumer.partitionsFor(topic)
                    .forEach(found -> partitions.add(new TopicPartition(topic, found.partition())));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<String, Integer> counts = new HashMap<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    Header found = record.headers().lastHeader(header);
                    counts.merge(new String(found.value(), UTF_8), 1, Integer::sum);
                }
            }
            return counts;
        }
    }

    private static CommandRun run(Installation installation, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", installation.file("one", 0).toString()));
        return CommandRun.here(Map.of(), all.toArray(String[]::new));
    }
}
