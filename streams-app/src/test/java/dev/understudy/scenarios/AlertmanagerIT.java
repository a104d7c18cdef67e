package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Topics;
import dev.understudy.domain.alert.AlertStatus;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.broker.ChildBroker;
import dev.understudy.sandbox.http.Ports;
import dev.understudy.testing.Alertmanager;
import dev.understudy.testing.AppProcess;
import dev.understudy.testing.ForeignProcess;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import dev.understudy.testing.TwoProviders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Alertmanager, its amtool and Prometheus, with nothing but their configuration pointed at the gateway. */
@Tag("guarantees")
class AlertmanagerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOKEN = "token-of-alertmanager";
    private static final int WHILE_AWAY = 5;

    @TempDir
    private Path folder;

    @Test
    void shouldBringGroupedRepeatedAndResolvedAlertsThroughAndLoseNoneWhileTheBrokerIsAway() {
        int port = Ports.free();
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.CHILD)) {
            Installation installation = Installation.create(sandbox, folder, 4, TwoProviders.SETTINGS + gateway(port));
            try (TopicWatch watch = new TopicWatch(installation.config());
                    AppProcess app = AppProcess.start(installation, "one", "enricher,fallback,gateway");
                    Alertmanager alertmanager = Alertmanager.start(folder, config(port))) {
                app.awaitReady();

                List<String> group = List.of("web-1", "web-2", "web-3");
                group.forEach(instance -> add(alertmanager, "HostDown", instance));
                add(alertmanager, "QueueGrows", "mq-1");
                watch.await(PATIENCE, seen -> isLastWord(seen, group) && isLastWord(seen, List.of("mq-1")));
                assertThat(of(watch, "web-2"))
                        .allSatisfy(answer ->
                                assertThat(answer.alert().source().type()).isEqualTo("alertmanager"));
                assertThat(group.stream()
                                .flatMap(instance -> of(watch, instance).stream())
                                .map(answer -> answer.alert().delivery().groupKey())
                                .distinct())
                        .as("the three are one group")
                        .hasSize(1);

                watch.await(PATIENCE, seen -> of(seen, "mq-1").stream().anyMatch(is(EnrichmentOutcome.REUSED)));

                alertmanager.add("HostDown", "instance=web-1", "severity=critical", "--end=" + Instant.now());
                watch.await(PATIENCE, seen -> of(seen, "web-1").stream().anyMatch(is(EnrichmentOutcome.RESOLVED)));
                assertThat(of(watch, "web-1"))
                        .filteredOn(is(EnrichmentOutcome.RESOLVED))
                        .allSatisfy(
                                answer -> assertThat(answer.alert().status()).isEqualTo(AlertStatus.RESOLVED));

                ChildBroker broker = (ChildBroker) sandbox.broker();
                broker.kill();
                double failed = alertmanager.webhooks("notification_requests_failed_total");
                List<String> away =
                        IntStream.range(0, WHILE_AWAY).mapToObj(i -> "db-" + i).toList();
                away.forEach(instance -> add(alertmanager, "DiskFull", instance));
                Awaitility.await("a refused notification")
                        .atMost(PATIENCE)
                        .until(() -> alertmanager.webhooks("notification_requests_failed_total") > failed);
                broker.restart();
                watch.await(PATIENCE, seen -> isLastWord(seen, away));

                assertThat(watch.duplicates()).isEmpty();
                assertThat(watch.count(Topics.DEAD_LETTER)).isZero();
                System.out.printf(
                        "Alertmanager: %d notifications, %d requests refused while the broker was away, %d answers to %d alerts%n",
                        (long) alertmanager.webhooks("notifications_total"),
                        (long) (alertmanager.webhooks("notification_requests_failed_total") - failed),
                        watch.answers().size(),
                        group.size() + 1 + WHILE_AWAY);
                assertThat(app.stop(Duration.ofSeconds(30))).as(app.log()).isZero();
            }
        }
    }

    @Test
    void shouldTakeAlertsFromAmtoolThatIsPointedAtTheGatewayItself() throws IOException {
        ForeignProcess.require("amtool", ForeignProcess.runs("amtool", "--version"));
        Path http = Files.writeString(
                folder.resolve("http.yml"), "authorization: {type: Bearer, credentials: " + TOKEN + "}\n");
        shouldAnswer(
                "web-9",
                port -> Alertmanager.amtool(
                        folder,
                        "--alertmanager.url=http://127.0.0.1:" + port,
                        "--http.config.file=" + http,
                        "HostDown",
                        "instance=web-9",
                        "severity=critical"));
    }

    @Test
    void shouldTakeAlertsFromPrometheusThatIsPointedAtTheGatewayItself() throws IOException {
        ForeignProcess.require("prometheus", ForeignProcess.runs("prometheus", "--version"));
        Files.writeString(folder.resolve("rules.yml"), """
                groups:
                  - name: always
                    rules:
                      - {alert: HostDown, expr: vector(1), labels: {instance: web-7, severity: critical}}
                """);
        List<ForeignProcess> started = new ArrayList<>();
        try {
            shouldAnswer("web-7", port -> started.add(prometheus(port)));
        } finally {
            started.forEach(ForeignProcess::close);
        }
    }

    private ForeignProcess prometheus(int gateway) {
        try {
            Path config = Files.writeString(folder.resolve("prometheus.yml"), """
                    global: {evaluation_interval: 1s}
                    rule_files: [rules.yml]
                    alerting:
                      alertmanagers:
                        - authorization: {credentials: %s}
                          static_configs: [{targets: ["127.0.0.1:%d"]}]
                    """.formatted(TOKEN, gateway));
            return ForeignProcess.start(
                    folder,
                    "prometheus",
                    "prometheus",
                    "--config.file=" + config,
                    // The first sending goes nowhere: Prometheus does not know its targets in its first seconds.
                    "--rules.alert.resend-delay=1s",
                    "--storage.tsdb.path=" + folder.resolve("prometheus"),
                    "--web.listen-address=127.0.0.1:" + Ports.free());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An alert about this instance, which someone sends to the gateway's port, has its last word. */
    private void shouldAnswer(String instance, IntConsumer sender) {
        int port = Ports.free();
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED)) {
            Installation installation = Installation.create(sandbox, folder, 4, TwoProviders.SETTINGS + gateway(port));
            try (TopicWatch watch = new TopicWatch(installation.config());
                    AppProcess app = AppProcess.start(installation, "one", "enricher,fallback,gateway")) {
                app.awaitReady();
                sender.accept(port);
                watch.await(PATIENCE, seen -> isLastWord(seen, List.of(instance)));
            }
        }
    }

    private static void add(Alertmanager alertmanager, String name, String instance) {
        alertmanager.add(
                name, "instance=" + instance, "severity=critical", "--annotation=summary=" + instance + " needs help");
    }

    private static boolean isLastWord(TopicWatch seen, List<String> instances) {
        return instances.stream()
                .allMatch(instance -> of(seen, instance).stream().anyMatch(answer -> answer.revision() == 1));
    }

    private static List<EnrichedIncident> of(TopicWatch seen, String instance) {
        return seen.answers().stream()
                .filter(answer -> instance.equals(answer.alert().labels().get("instance")))
                .toList();
    }

    private static Predicate<EnrichedIncident> is(EnrichmentOutcome outcome) {
        return answer -> answer.outcome() == outcome;
    }

    private static String gateway(int port) {
        return "gateway: {port: " + port + ", auth: {tokens: {alertmanager: " + TOKEN + "}}}\n";
    }

    private static String config(int port) {
        return """
                route: {receiver: understudy, group_by: [alertname], group_wait: 1s, group_interval: 2s, repeat_interval: 4s}
                receivers:
                  - name: understudy
                    webhook_configs:
                      - url: http://127.0.0.1:%d/webhook/alertmanager
                        send_resolved: true
                        http_config: {authorization: {credentials: %s}}
                """.formatted(port, TOKEN);
    }
}
