package dev.understudy.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.config.Role;
import dev.understudy.config.Topics;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.CommandRun;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import dev.understudy.testing.TwoProviders;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that an operator types after an incident: it adds up when all is well, and only then. */
class AuditIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ELEMENT = "{\"status\":\"firing\",\"labels\":{\"alertname\":\"Body\",\"n\":\"%d\"}}";
    private static final String BODY = "{\"version\":\"4\",\"status\":\"firing\",\"receiver\":\"r\",\"alerts\":["
            + ELEMENT.formatted(0) + ",{\"labels\":7}," + ELEMENT.formatted(2) + "]}";

    @TempDir
    Path folder;

    private Sandbox sandbox;
    private Installation installation;
    private AlertLoad load;
    private TopicWatch watch;

    @BeforeEach
    void start() {
        sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED);
        installation =
                Installation.create(sandbox, folder, 2, TwoProviders.SETTINGS.replace("deadline: 5s", "deadline: 2s"));
        load = new AlertLoad(sandbox.bootstrapServers());
        watch = new TopicWatch(installation.config());
    }

    @AfterEach
    void stop() {
        watch.close();
        load.close();
        sandbox.close();
    }

    @Test
    void shouldAddUpAfterAnOutageAndNameWhatIsLostOrThereTwice() throws Exception {
        try (Understudy understudy = installation.start(Role.ENRICHER, Role.FALLBACK)) {
            assertThat(understudy.port()).isPositive();
            answerSome();
            parkSome();

            CommandRun well = audit();

            assertThat(well.exitCode()).as(well.out() + well.err()).isZero();
            assertThat(well.out())
                    .contains("14 alerts and 2 that were not understood, sent since the beginning of the topic")
                    .contains("10  answered: COMPLETE", "2  dead letter", "open, parked in incidents.retry.")
                    .endsWith("It adds up." + System.lineSeparator());
            assertThat(json(audit("--json", "--since", "1h"))
                            .at("/ends/verdicts/PARKED")
                            .asInt())
                    .isEqualTo(4);
        }

        String lost = AlertLoad.requestId(skippedByAnOffsetThatWasSetByHand());
        String twice = answeredTwice();
        load.send(new ProducerRecord<>(Topics.INCIDENTS, 1, null, null, alert("not-read")))
                .get();
        CommandRun ill = audit();

        assertThat(ill.exitCode()).as(ill.out() + ill.err()).isEqualTo(1);
        assertThat(ill.out())
                .contains("16 alerts", "1  not read yet", "1  lost: nothing came of it")
                .contains("alerts of which nothing came: 1", "request " + lost + ", fingerprint skipped: sent ")
                .contains("answers that are there twice: 1", "request " + twice + ", fingerprint well-0: revision 1")
                .endsWith("It does not add up." + System.lineSeparator());
    }

    private void answerSome() throws Exception {
        List<String> sent = load.send("well-", 8, 0);
        load.send("{}", BODY).get();
        load.send("bad", "not an alert").get();
        watch.await(
                PATIENCE,
                seen -> seen.answered(1).containsAll(sent)
                        && seen.answered(1).size() == sent.size() + 2
                        && seen.count(Topics.DEAD_LETTER) == 2);
    }

    private void parkSome() {
        sandbox.provider("lead").fail(Fault.SERVER_ERROR);
        sandbox.provider("stand-in").fail(Fault.UNAVAILABLE);
        List<String> sent = load.send("down-", 4, 0);
        watch.await(PATIENCE, seen -> seen.answered(0).containsAll(sent));
    }

    /** Someone moved the enricher on, past an alert: of that one, nothing can come. */
    private Future<RecordMetadata> skippedByAnOffsetThatWasSetByHand() throws Exception {
        long longAgo = Instant.now().minusSeconds(60).toEpochMilli();
        Future<RecordMetadata> sent =
                load.send(new ProducerRecord<>(Topics.INCIDENTS, 0, longAgo, null, alert("skipped")));
        OffsetAndMetadata behind = new OffsetAndMetadata(sent.get().offset() + 1);
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, sandbox.bootstrapServers()))) {
            Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                admin.alterConsumerGroupOffsets(
                                Role.ENRICHER.applicationId(), Map.of(new TopicPartition(Topics.INCIDENTS, 0), behind))
                        .all()
                        .get();
                return true;
            });
        }
        return sent;
    }

    private String answeredTwice() throws Exception {
        EnrichedIncident answer = watch.answers().stream()
                .filter(one -> one.revision() == 1 && one.alert().fingerprint().equals("well-0"))
                .findFirst()
                .orElseThrow();
        ConsumerRecord<byte[], byte[]> record =
                watch.records(Topics.ENRICHED).get(watch.answers().indexOf(answer));
        load.send(new ProducerRecord<>(
                        record.topic(), record.partition(), null, record.key(), record.value(), record.headers()))
                .get();
        return answer.identity().requestId();
    }

    private static byte[] alert(String fingerprint) {
        return AlertLoad.json(fingerprint, "warning").getBytes(UTF_8);
    }

    private CommandRun audit(String... more) {
        String[] base = {"audit", "--config", installation.file("one", 0).toString(), "--slack", "1s"};
        String[] all = Arrays.copyOf(base, base.length + more.length);
        System.arraycopy(more, 0, all, base.length, more.length);
        return CommandRun.here(Map.of(), all);
    }

    private static JsonNode json(CommandRun run) throws JsonProcessingException {
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        return new ObjectMapper().readTree(run.out());
    }
}
