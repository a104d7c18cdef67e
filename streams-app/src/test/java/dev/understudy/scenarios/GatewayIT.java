package dev.understudy.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Role;
import dev.understudy.config.Topics;
import dev.understudy.gateway.RawHttp;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.broker.ChildBroker;
import dev.understudy.sandbox.http.Ports;
import dev.understudy.testing.AppProcess;
import dev.understudy.testing.CommandRun;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts over HTTP, on a real broker and a real registry protocol. */
class GatewayIT {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String GENERIC =
            "generic: {uptime: {alerts: /checks, fields: {fingerprint: /key, name: /title, status: /state}, "
                    + "statuses: {down: firing}}}";
    private static final String AUTH = "auth: {tokens: {am: right-token}, users: {ops: right-password}}";

    @TempDir
    private static Path home;

    private static Sandbox sandbox;
    private static Installation installation;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start();
        installation = Installation.create(sandbox, home, 3, settings(""));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static String settings(String gateway) {
        return PipelineIT.ONE_PROVIDER + "gateway: {port: 0, delivery-timeout: 1s, " + GENERIC
                + (gateway.isEmpty() ? "" : ", " + gateway) + "}\n";
    }

    /** One alert for each endpoint, its identity being this. */
    private static Map<String, String> bodies(String id) {
        Map<String, String> bodies = new LinkedHashMap<>();
        String alert = "{\"status\":\"firing\",\"labels\":{\"alertname\":\"A\"},\"fingerprint\":\"%s\"}";
        bodies.put("/webhook/alertmanager", "{\"version\":\"4\",\"alerts\":[" + alert.formatted(id + "-am") + "]}");
        bodies.put("/api/v2/alerts", "[" + alert.formatted(id + "-api") + "]");
        bodies.put("/webhook/grafana", "{\"orgId\":1,\"alerts\":[" + alert.formatted(id + "-grafana") + "]}");
        bodies.put("/v1/alerts", alert.formatted(id + "-native"));
        bodies.put(
                "/webhook/generic/uptime",
                "{\"checks\":[{\"key\":\"%s-generic\",\"title\":\"Shop\",\"state\":\"down\"}]}".formatted(id));
        bodies.put(
                "/v2/enqueue",
                "{\"event_action\":\"trigger\",\"dedup_key\":\"%s-pd\",\"payload\":{\"summary\":\"s\",\"source\":\"d\",\"severity\":\"error\"}}"
                        .formatted(id));
        return bodies;
    }

    @Test
    void shouldHaveAnAlertOfEachEndpointAnswered() {
        try (Understudy understudy = installation.start(Role.ENRICHER, Role.FALLBACK, Role.GATEWAY);
                RawHttp http = new RawHttp(understudy.gatewayPort());
                TopicWatch watch = new TopicWatch(installation.config())) {
            bodies("each").forEach((path, body) -> assertThat(http.post(path, body, "traceparent: " + TRACE))
                    .as(path)
                    .satisfies(reply -> assertThat(reply.status()).isBetween(200, 202)));
            assertThat(http.post(
                                    "/v1/alerts",
                                    "{\"fingerprint\":\"each-event\"}",
                                    "ce-specversion: 1.0",
                                    "ce-id: 1",
                                    "ce-source: /shop",
                                    "ce-type: alert")
                            .status())
                    .isEqualTo(200);
            assertThat(http.post("/v1/alerts", gzip("{\"fingerprint\":\"each-gzip\"}"), "Content-Encoding: gzip")
                            .status())
                    .isEqualTo(200);

            Set<String> keys = Set.of(
                    "each-am",
                    "each-api",
                    "each-grafana",
                    "each-native",
                    "uptime:each-generic",
                    "each-pd",
                    "each-event",
                    "each-gzip");
            watch.await(
                    Duration.ofSeconds(60), seen -> keys(seen, Topics.ENRICHED).containsAll(keys));

            assertThat(watch.records(Topics.INCIDENTS))
                    .filteredOn(record -> keys.contains(key(record)))
                    .hasSize(keys.size())
                    .allSatisfy(
                            record -> assertThat(record.value()[0]).as("Avro").isZero());
            assertThat(watch.records(Topics.ENRICHED))
                    .filteredOn(record -> key(record).equals("each-pd"))
                    .extracting(record -> header(record, "traceparent"))
                    .containsOnly(TRACE);
            assertThat(watch.count(Topics.DEAD_LETTER)).isZero();
        }
    }

    @Test
    void shouldLetNobodyThroughWithoutCredentials() {
        Installation open = Installation.on(sandbox, folder, settings("bind: 0.0.0.0, " + AUTH));
        List<String> wrong = List.of(
                "X-None: x",
                "Authorization: right-token",
                "Authorization: Digest right-token",
                "Authorization: Bearer",
                "Authorization: Bearer wrong-token",
                "Authorization: Bearer right-toke",
                "Authorization: Bearer right-token-",
                "Authorization: Bearer right-password",
                "Authorization: Basic " + base64("ops:wrong-password"),
                "Authorization: Basic " + base64("ops:"),
                "Authorization: Basic " + base64("nobody:right-password"),
                "Authorization: Basic " + base64("am:right-token"),
                "Authorization: Basic !!!");
        List<String> right =
                List.of("Authorization: Bearer right-token", "authorization: basic " + base64("ops:right-password"));
        try (Understudy understudy = open.start(Role.GATEWAY);
                RawHttp http = new RawHttp(understudy.gatewayPort());
                TopicWatch watch = new TopicWatch(open.config())) {
            bodies("wrong").forEach((path, body) -> {
                wrong.forEach(header -> {
                    assertThat(http.post(path, body, header))
                            .as(path + " " + header)
                            .satisfies(reply -> {
                                assertThat(reply.status()).isEqualTo(401);
                                assertThat(reply.header("www-authenticate")).contains("Bearer", "Basic");
                                assertThat(reply.body()).doesNotContain("right-");
                            });
                    assertThat(http.ask("GET", path, header).status()).isEqualTo(401);
                });
                assertThat(http.post(path, body, right.get(0), right.get(1)).status())
                        .as("two of them")
                        .isEqualTo(401);
            });
            assertThat(http.ask("GET", "/openapi.yaml").status()).isEqualTo(401);
            assertThat(http.ask("GET", "/anything").status()).isEqualTo(401);
            right.forEach(header -> bodies("right").forEach((path, body) -> assertThat(
                            http.post(path, body, header).status())
                    .as(path)
                    .isBetween(200, 202)));
            String event = bodies("right").get("/v2/enqueue");
            assertThat(http.post("/v2/enqueue", event.replaceFirst("\\{", "{\"routing_key\":\"wrong\","))
                            .status())
                    .isEqualTo(401);
            assertThat(http.post("/v2/enqueue", event.replaceFirst("\\{", "{\"routing_key\":\"right-token\","))
                            .status())
                    .isEqualTo(202);

            assertThat(keys(watch.toEnd(), Topics.INCIDENTS))
                    .contains("right-am", "right-pd")
                    .noneMatch(key -> key.contains("wrong"));
            assertThat(watch.records(Topics.INCIDENTS).stream()
                            .filter(record -> key(record).contains("right")))
                    .hasSize(2 * 6 + 1);
        }
    }

    @Test
    void shouldRefuseToListenEverywhereForEveryone() {
        CommandRun run = run(Installation.on(sandbox, folder, settings("bind: 0.0.0.0")));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("understudy: gateway.auth: is missing, but bind is 0.0.0.0")
                .contains("expected tokens or users", "or bind: 127.0.0.1");
    }

    @Test
    void shouldRefuseAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            CommandRun run = run(
                    Installation.on(sandbox, folder, settings("").replace("port: 0", "port: " + taken.getLocalPort())));

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .startsWith("understudy: gateway: cannot listen on 127.0.0.1:" + taken.getLocalPort())
                    .contains("free the port")
                    .hasLineCount(1);
        }
    }

    @Test
    void shouldRunAloneAndStopCleanly() throws IOException {
        int port = Ports.free();
        Installation alone = Installation.on(sandbox, folder, settings("").replace("port: 0", "port: " + port));
        try (AppProcess gateway = AppProcess.start(alone, "gw", "gateway").awaitReady();
                RawHttp http = new RawHttp(port)) {
            assertThat(http.post("/v1/alerts", "{\"fingerprint\":\"alone\"}").status())
                    .isEqualTo(200);
            assertThat(gateway.page("/health/ready")).contains("LISTENING").doesNotContain("understudy-enricher");
            assertThat(gateway.page("/metrics"))
                    .contains("understudy_gateway_requests_total{endpoint=\"/v1/alerts\",status=\"200\"} 1.0")
                    .contains("understudy_gateway_acknowledgement_seconds_count 1")
                    .contains("outcome=\"accepted\"} 1.0");
            assertThat(gateway.stop(Duration.ofSeconds(20))).isZero();
            assertThat(gateway.log()).doesNotContain("ERROR");
        }
    }

    @Test
    void shouldTellSendersToComeAgainWhileTheBrokerGivesNoAnswer() {
        SandboxOptions options = SandboxOptions.ephemeral().withBroker(SandboxOptions.BrokerForm.CHILD);
        try (Sandbox own = Sandbox.start(options)) {
            ChildBroker broker = (ChildBroker) own.broker();
            Installation apart = Installation.create(own, folder, 3, settings(""));
            try (Understudy understudy = apart.start(Role.GATEWAY);
                    Sending sending = Sending.start(understudy.gatewayPort(), 4)) {
                sending.await(200, 50);
                broker.pause();
                sending.await(503, 4);
                broker.resume();
                sending.await(200, 50);

                Set<String> acknowledged = sending.stop();

                try (TopicWatch watch = new TopicWatch(apart.config())) {
                    assertThat(keys(watch.toEnd(), Topics.INCIDENTS)).containsAll(acknowledged);
                }
                assertThat(sending.statuses()).containsOnlyKeys(200, 503);
            }
        }
    }

    private static CommandRun run(Installation installation) {
        return CommandRun.here(
                Map.of(),
                "run",
                "--roles",
                "gateway",
                "--config",
                installation.file("one", 0).toString());
    }

    private static Set<String> keys(TopicWatch watch, String topic) {
        return watch.records(topic).stream().map(GatewayIT::key).collect(Collectors.toSet());
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), UTF_8);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
