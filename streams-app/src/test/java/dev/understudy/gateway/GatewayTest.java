package dev.understudy.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertBody;
import dev.understudy.domain.alert.UnreadableReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest {
    /** The common pool has one thread on two cores, which the request holds. */
    private static final Executor ASIDE = task -> new Thread(task).start();

    private static final String PATH = GatewayPaths.ALERTMANAGER;
    private static final String TOKEN = "a-token-of-some-length";
    private static final String AUTH = "auth: {tokens: {known: " + TOKEN + "}}";
    private static final String BEARER = "Authorization: Bearer " + TOKEN;
    private static final String EVENT =
            GatewayRig.alert("a").replaceFirst("\\{", "{\"routing_key\":\"" + TOKEN + "\",");

    @Test
    void shouldWriteOneRecordForEachAlertUnderItsKey() {
        try (GatewayRig rig = GatewayRig.start("");
                RawHttp http = rig.client()) {
            RawHttp.Reply reply = http.post(
                    PATH,
                    "{\"alerts\":[" + GatewayRig.alert("a") + "," + GatewayRig.alert("b") + "],\"truncatedAlerts\":3}");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("content-type")).isEqualTo("application/json");
            assertThat(reply.body()).isEqualTo("{\"accepted\":2,\"refused\":[],\"truncated\":3}");
            assertThat(rig.sent()).extracting(alert -> alert.labels().get("id")).containsExactly("a", "b");
            assertThat(rig.producer.history())
                    .extracting(record -> new String(record.key(), UTF_8))
                    .containsExactlyElementsOf(rig.sent().stream()
                            .map(alert -> alert.key().value())
                            .toList());
        }
    }

    @Test
    void shouldTakeTheGoodOnesOfAMixedBodyAndSayWhatIsWrongWithTheOthers() {
        try (GatewayRig rig = GatewayRig.start("");
                RawHttp http = rig.client()) {
            String big = "{\"labels\":{\"id\":\"" + "x".repeat(GatewayRig.MAX_ALERT_BYTES) + "\"}}";

            RawHttp.Reply reply = http.post(PATH, "[7," + GatewayRig.alert("a") + ",{\"labels\":[]}," + big + "]");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body())
                    .startsWith("{\"accepted\":1,\"refused\":[{\"index\":0,\"reason\":\"WRONG_SHAPE\"")
                    .contains("$[0] is of type number, expected an object")
                    .contains("{\"index\":2,\"reason\":\"WRONG_SHAPE\",\"message\":\"$[2].labels")
                    .contains("{\"index\":3,\"reason\":\"TOO_LARGE\"", "more than max-alert-bytes (4096)");
            assertThat(rig.sent()).extracting(Alert::fingerprint).hasSize(1);
        }
    }

    @Test
    void shouldRefuseABodyInWhichNothingIsGood() {
        try (GatewayRig rig = GatewayRig.start("");
                RawHttp http = rig.client()) {
            RawHttp.Reply reply = http.post(PATH, "{\"alerts\":[{\"labels\":{}}]}");

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
            assertThat(reply.body())
                    .contains("\"status\":400", "$.alerts[0] has neither a fingerprint nor labels")
                    .contains("\"refused\":[{\"index\":0,\"reason\":\"NO_IDENTITY\"");
            assertThat(http.post(PATH, "{\"alerts\":[")).satisfies(next -> {
                assertThat(next.status()).isEqualTo(400);
                assertThat(next.body()).contains("cannot be parsed at line 1");
            });
            assertThat(http.post(PATH, "").status()).isEqualTo(400);
            assertThat(rig.sent()).isEmpty();
        }
    }

    @Test
    void shouldAnswerInTheMannerOfTheEndpoint() {
        try (GatewayRig rig = GatewayRig.start("");
                RawHttp http = rig.client()) {
            assertThat(http.post(GatewayPaths.ALERTMANAGER_API, "[]")).satisfies(reply -> {
                assertThat(reply.header("content-type")).isEqualTo("application/json");
                assertThat(reply.body()).startsWith("\"$ holds no alert. ");
            });
            assertThat(http.post(GatewayPaths.PAGERDUTY, "[]")).satisfies(reply -> assertThat(reply.body())
                    .startsWith(
                            "{\"status\":\"invalid event\",\"message\":\"Event object is invalid\",\"errors\":[\"$"));
            assertThat(http.post(GatewayPaths.PAGERDUTY, GatewayRig.alert("f1")))
                    .satisfies(reply -> {
                        assertThat(reply.status()).isEqualTo(202);
                        assertThat(reply.body())
                                .isEqualTo(
                                        "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"f1\"}");
                    });
        }
    }

    @Test
    void shouldAnswerOnlyWhenKafkaHasAcknowledged() throws Exception {
        try (GatewayRig rig = GatewayRig.startWithoutAcknowledgement("");
                RawHttp http = rig.client()) {
            CompletableFuture<RawHttp.Reply> reply =
                    CompletableFuture.supplyAsync(() -> http.post(PATH, "[" + GatewayRig.alert("a") + "]"));
            await().until(() -> rig.producer.history().size() == 1);
            await().during(Duration.ofMillis(300)).until(() -> !reply.isDone());

            rig.producer.completeNext();

            assertThat(reply.get(5, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(rig.registry
                            .get("understudy.gateway.acknowledgement")
                            .timer()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldTellTheSenderToComeAgainWhenOneAlertIsNotAcknowledged() throws Exception {
        try (GatewayRig rig = GatewayRig.startWithoutAcknowledgement("");
                RawHttp http = rig.client()) {
            CompletableFuture<RawHttp.Reply> reply = CompletableFuture.supplyAsync(
                    () -> http.post(PATH, "[" + GatewayRig.alert("a") + "," + GatewayRig.alert("b") + "]"));
            await().until(() -> rig.producer.history().size() == 2);

            rig.producer.completeNext();
            rig.producer.errorNext(new TimeoutException("expired"));

            assertThat(reply.get(5, TimeUnit.SECONDS)).satisfies(answer -> {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("retry-after")).isEqualTo("5");
            });
        }
    }

    @Test
    void shouldAnswerThoughTheProducerNeverTells() {
        try (GatewayRig rig = GatewayRig.startWithoutAcknowledgement("delivery-timeout: 1s");
                RawHttp http = rig.client()) {
            assertThat(http.post(PATH, GatewayRig.alert("a")).status()).isEqualTo(503);
        }
    }

    @Test
    void shouldStopAtTheFirstAlertThatTheProducerDoesNotTake() {
        try (GatewayRig rig = GatewayRig.start("");
                RawHttp http = rig.client()) {
            rig.producer.sendException = new TimeoutException("no metadata");

            RawHttp.Reply reply = http.post(PATH, "[" + GatewayRig.alert("a") + "," + GatewayRig.alert("b") + "]");

            assertThat(reply.status()).isEqualTo(503);
            rig.producer.sendException = null;
            assertThat(http.post(PATH, GatewayRig.alert("a")).status()).isEqualTo(200);
        }
    }

    @Test
    void shouldRefuseWhatTheTopicDoesNotTake() throws Exception {
        try (GatewayRig rig = GatewayRig.startWithoutAcknowledgement("");
                RawHttp http = rig.client()) {
            CompletableFuture<RawHttp.Reply> reply =
                    CompletableFuture.supplyAsync(() -> http.post(PATH, GatewayRig.alert("a")));
            await().until(() -> rig.producer.history().size() == 1);

            rig.producer.errorNext(new RecordTooLargeException("max.message.bytes"));

            assertThat(reply.get(5, TimeUnit.SECONDS)).satisfies(answer -> {
                assertThat(answer.status()).isEqualTo(413);
                assertThat(answer.body()).contains("TOO_LARGE", "raise its max.message.bytes");
            });
        }
    }

    @Test
    void shouldTurnAwayWhatGoesBeyondTheBytesInFlight() throws Exception {
        try (GatewayRig rig =
                        GatewayRig.startWithoutAcknowledgement("max-body-bytes: 1024, max-bytes-in-flight: 4096");
                RawHttp first = rig.client();
                RawHttp second = rig.client()) {
            String much = "[" + "{\"labels\":{\"id\":\"a\"}},".repeat(14) + "{\"labels\":{\"id\":\"a\"}}]";
            CompletableFuture<RawHttp.Reply> waiting = CompletableFuture.supplyAsync(() -> first.post(PATH, much));
            await().until(() -> rig.producer.history().size() == 15);

            RawHttp.Reply refused = second.post(PATH, much);

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("retry-after")).isEqualTo("5");
            assertThat(rig.producer.history()).as("nothing of the second body").hasSize(15);
            for (int i = 0; i < 15; i++) {
                rig.producer.completeNext();
            }
            assertThat(waiting.get(5, TimeUnit.SECONDS).status()).isEqualTo(200);
            await().untilAsserted(() -> assertThat(
                            rig.registry.get("understudy.gateway.bytes").gauge().value())
                    .isZero());
        }
    }

    @Test
    void shouldRefuseABodyOfTooManyElementsAsOne() throws IOException {
        try (GatewayRig rig = GatewayRig.start("");
                RawHttp http = rig.client()) {
            byte[] body = gzip("[" + "1,".repeat(500_000) + "1]");

            RawHttp.Reply reply = http.post(PATH, body, "Content-Encoding: gzip");

            assertThat(reply.status()).isEqualTo(413);
            assertThat(reply.body())
                    .contains("$ has 500001 elements", "more than 10000", "\"refused\":[{\"index\":0,")
                    .doesNotContain("refusedInAll");
        }
    }

    @Test
    void shouldCountWhatABodyTakesWhileItIsParsed() {
        AtomicLong held = new AtomicLong();
        try (GatewayRig rig = GatewayRig.start("", (registry, record) -> {
                    held.set((long)
                            registry.get("understudy.gateway.bytes").gauge().value());
                    return AlertBody.unreadable(record, UnreadableReason.NOT_JSON, "watched");
                });
                RawHttp http = rig.client()) {
            http.post(PATH, " ".repeat(1_000));

            assertThat(held).hasValue(9_000);
            assertThat(rig.registry.get("understudy.gateway.bytes").gauge().value())
                    .isZero();
        }
    }

    @Test
    void shouldTakeLittleOfASenderThatHasYetToShowWhoItIs() throws IOException {
        try (GatewayRig rig = GatewayRig.start(AUTH);
                RawHttp http = rig.client()) {
            String event = " ".repeat(600_000) + EVENT;

            assertThat(http.post(GatewayPaths.PAGERDUTY, event)).satisfies(reply -> {
                assertThat(reply.status()).isEqualTo(413);
                assertThat(reply.body()).contains("longer than 524288", "Authorization");
            });
            assertThat(http.post(GatewayPaths.PAGERDUTY, gzip(EVENT), "Content-Encoding: gzip"))
                    .satisfies(reply -> {
                        assertThat(reply.status()).isEqualTo(401);
                        assertThat(reply.body()).contains("a packed body does not show who sends it");
                    });
            assertThat(http.post(GatewayPaths.PAGERDUTY, event, BEARER).status())
                    .isEqualTo(202);
            assertThat(http.post(GatewayPaths.PAGERDUTY, EVENT).status()).isEqualTo(202);
        }
    }

    @Test
    void shouldKeepRoomForKnownSendersWhateverStrangersHold() {
        List<RawHttp> strangers = new ArrayList<>();
        try (GatewayRig rig = GatewayRig.start(AUTH + ", max-body-bytes: 1024, max-bytes-in-flight: 65536");
                RawHttp http = rig.client()) {
            for (int i = 0; i < 8; i++) {
                RawHttp stranger = rig.client();
                strangers.add(stranger);
                stranger.write(RawHttp.head("POST", GatewayPaths.PAGERDUTY, new String[0], "Content-Length: 1024"));
                stranger.write(GatewayRig.bytes(" ".repeat(1000)));
            }
            await().until(() ->
                    rig.registry.get("understudy.gateway.bytes").gauge().value() == 8_000);

            String more = EVENT + " ".repeat(1000 - EVENT.length());
            assertThat(http.post(GatewayPaths.PAGERDUTY, more).status()).isEqualTo(503);
            assertThat(http.post(PATH, more, BEARER).status()).isEqualTo(200);

            strangers.forEach(RawHttp::close);
            await().untilAsserted(() -> assertThat(
                            rig.registry.get("understudy.gateway.bytes").gauge().value())
                    .isZero());
            assertThat(http.post(GatewayPaths.PAGERDUTY, more).status()).isEqualTo(202);
            assertThat(rig.registry.get("understudy.gateway.bytes").gauge().value())
                    .isZero();
        } finally {
            strangers.forEach(RawHttp::close);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip"})
    void shouldAnswerAndGiveTheBytesBackWhenTheMachineFails(String encoding) throws IOException {
        try (GatewayRig rig = GatewayRig.start("", (registry, record) -> {
                    throw new OutOfMemoryError("for a test");
                });
                RawHttp http = rig.client()) {
            byte[] alert = GatewayRig.bytes(GatewayRig.alert("a"));
            byte[] body = encoding.equals("gzip") ? gzip(GatewayRig.alert("a")) : alert;

            assertThat(http.post(PATH, body, "Content-Encoding: " + encoding).status())
                    .isEqualTo(500);

            assertThat(rig.registry.get("understudy.gateway.bytes").gauge().value())
                    .isZero();
            assertThat(http.post(GatewayPaths.NATIVE, alert).status()).isEqualTo(200);
        }
    }

    @Test
    void shouldTakeOverTheTraceOfTheRequest() {
        String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        try (GatewayRig rig = GatewayRig.start("");
                RawHttp http = rig.client()) {
            http.post(PATH, GatewayRig.alert("a"), "traceparent: " + parent, "tracestate: vendor=1");
            http.post(PATH, GatewayRig.alert("b"), "traceparent: 00-nonsense", "tracestate: vendor=1");

            assertThat(header(rig.producer.history().get(0), "traceparent")).isEqualTo(parent);
            assertThat(header(rig.producer.history().get(0), "tracestate")).isEqualTo("vendor=1");
            assertThat(rig.producer.history().get(1).headers()).isEmpty();
        }
    }

    @Test
    void shouldInflateAndKeepTheLimits() throws IOException {
        try (GatewayRig rig = GatewayRig.start("max-body-bytes: 2000");
                RawHttp http = rig.client()) {
            assertThat(http.post(PATH, gzip(GatewayRig.alert("a")), "Content-Encoding: gzip")
                            .status())
                    .isEqualTo(200);
            assertThat(http.post(PATH, gzip(" ".repeat(2001) + GatewayRig.alert("b")), "Content-Encoding: gzip")
                            .status())
                    .isEqualTo(413);
            assertThat(http.post(PATH, GatewayRig.alert("c"), "Content-Encoding: gzip")
                            .status())
                    .isEqualTo(400);
            assertThat(http.post(PATH, GatewayRig.alert("d"), "Content-Encoding: br"))
                    .satisfies(reply -> {
                        assertThat(reply.status()).isEqualTo(415);
                        assertThat(reply.header("accept-encoding")).isEqualTo("gzip");
                    });
            assertThat(rig.sent()).hasSize(1);
        }
    }

    @Test
    void shouldRefuseWhatIsTooLongWhetherItsLengthIsToldOrNot() {
        String body = GatewayRig.alert("x".repeat(3000));
        try (GatewayRig rig = GatewayRig.start("max-body-bytes: 2000");
                RawHttp http = rig.client()) {
            RawHttp.Reply told = http.post(PATH, body);
            http.write(RawHttp.head("POST", PATH, new String[0], "Transfer-Encoding: chunked"));
            RawHttp.Reply counted = http.send(RawHttp.chunked(GatewayRig.bytes(body), 500));
            RawHttp.Reply announced = http.send(
                    RawHttp.head("POST", PATH, new String[0], "Content-Length: 3000", "Expect: 100-continue"));

            assertThat(told.status()).isEqualTo(413);
            assertThat(told.body()).contains("gateway.max-body-bytes (2000)");
            assertThat(counted.status()).isEqualTo(413);
            assertThat(announced.status()).isEqualTo(413);
            assertThat(http.post(PATH, GatewayRig.alert("a")).status()).isEqualTo(200);
        }
    }

    @Test
    void shouldCutOffASlowSender() {
        try (GatewayRig rig = GatewayRig.start("body-timeout: 300ms");
                RawHttp http = rig.client()) {
            http.write(RawHttp.head("POST", PATH, new String[0], "Content-Length: 100"));
            http.write("{".getBytes(StandardCharsets.US_ASCII));

            RawHttp.Reply reply = http.read();

            assertThat(reply.status()).isEqualTo(408);
            assertThat(reply.header("connection")).isEqualTo("close");
            await().untilAsserted(() -> assertThat(rig.registry
                            .get("understudy.gateway.connections")
                            .gauge()
                            .value())
                    .isZero());
            assertThat(http.post(PATH, GatewayRig.alert("a")).status()).isEqualTo(200);
        }
    }

    @Test
    void shouldCutOffWhoseHeadersDoNotEnd() {
        try (GatewayRig rig = GatewayRig.start("body-timeout: 400ms");
                RawHttp http = rig.client()) {
            assertThat(http.post(PATH, GatewayRig.alert("a")).status()).isEqualTo(200);
            long began = System.nanoTime();

            await().pollInterval(Duration.ofMillis(100))
                    .untilAsserted(() -> assertThatThrownBy(() -> http.write("x".getBytes(StandardCharsets.US_ASCII)))
                            .isInstanceOf(UncheckedIOException.class));

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(400));
        }
    }

    @Test
    void shouldLetAConnectionRestBetweenItsRequests() {
        try (GatewayRig rig = GatewayRig.start("body-timeout: 200ms");
                RawHttp http = rig.client()) {
            http.post(PATH, GatewayRig.alert("a"));
            long began = System.nanoTime();
            await().pollDelay(Duration.ofMillis(800)).until(() -> System.nanoTime() > began);

            http.write(RawHttp.head("GET", "/openapi.yaml", new String[0]));

            assertThat(http.read().status()).isEqualTo(200);
        }
    }

    @Test
    void shouldForgetASenderThatGoesAway() {
        try (GatewayRig rig = GatewayRig.start("");
                RawHttp http = rig.client()) {
            http.write(RawHttp.head("POST", PATH, new String[0], "Content-Length: 100"));
            http.write("{\"a\":1".getBytes(StandardCharsets.US_ASCII));
            http.hangUp();

            await().untilAsserted(() -> assertThat(rig.registry
                            .get("understudy.gateway.requests")
                            .tag("status", "none")
                            .counter()
                            .count())
                    .isEqualTo(1));
            assertThat(rig.registry.get("understudy.gateway.bytes").gauge().value())
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/x-www-form-urlencoded",
                "text/plain; charset=utf-8",
                "application/vnd.grafana+json",
                "application/octet-stream"
            })
    void shouldTakeJsonByAnyName(String type) {
        try (GatewayRig rig = GatewayRig.start("");
                RawHttp http = rig.client()) {
            assertThat(http.post(PATH, GatewayRig.alert("a"), "Content-Type: " + type)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void shouldSayWhatIsWhere() {
        try (GatewayRig rig = GatewayRig.start("");
                RawHttp http = rig.client()) {
            assertThat(http.ask("GET", PATH)).satisfies(reply -> {
                assertThat(reply.status()).isEqualTo(405);
                assertThat(reply.header("allow")).isEqualTo("POST");
            });
            assertThat(http.ask("GET", "/elsewhere")).satisfies(reply -> {
                assertThat(reply.status()).isEqualTo(404);
                assertThat(reply.body()).contains(GatewayRig.formats().keySet());
            });
            assertThat(http.post(GatewayPaths.GENERIC + "unknown", "{}").status())
                    .isEqualTo(404);
            assertThat(http.post(GatewayPaths.OPEN_API, "{}").status()).isEqualTo(405);
            assertThat(http.post(PATH, "<alert/>", "Content-Type: text/xml").status())
                    .isEqualTo(415);
        }
    }

    @Test
    void shouldTurnAwayWebPages() {
        try (GatewayRig rig = GatewayRig.start("");
                RawHttp http = rig.client()) {
            assertThat(http.post(PATH, GatewayRig.alert("a"), "Origin: http://localhost:9466")
                            .status())
                    .isEqualTo(403);
            assertThat(rig.sent()).isEmpty();
        }
    }

    @Test
    void shouldAnswerInJsonToWhatIsNoHttp() {
        try (GatewayRig rig = GatewayRig.start("");
                RawHttp http = rig.client()) {
            RawHttp.Reply reply = http.send("NONSENSE\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body()).startsWith("{\"type\":\"about:blank\"");
        }
    }

    @Test
    void shouldFinishWhatIsInFlightWhenItStops() throws Exception {
        try (GatewayRig rig = GatewayRig.startWithoutAcknowledgement("");
                RawHttp http = rig.client();
                RawHttp late = rig.client()) {
            CompletableFuture<RawHttp.Reply> reply =
                    CompletableFuture.supplyAsync(() -> http.post(PATH, GatewayRig.alert("a")));
            await().until(() -> rig.producer.history().size() == 1);
            CompletableFuture<Boolean> stopped =
                    CompletableFuture.supplyAsync(() -> rig.gateway.stop(Duration.ofSeconds(10)), ASIDE);
            await().until(() -> !rig.gateway.isListening());
            assertThat(stopped).isNotDone();

            rig.producer.completeNext();

            assertThat(reply.get(5, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(stopped.get(5, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(() -> late.post(PATH, GatewayRig.alert("b"))).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void shouldStopInTimeThoughARequestHangs() {
        try (GatewayRig rig = GatewayRig.startWithoutAcknowledgement("");
                RawHttp http = rig.client()) {
            http.write(RawHttp.head("POST", PATH, new String[0], "Content-Length: 100"));
            await().until(() ->
                    rig.registry.get("understudy.gateway.connections").gauge().value() == 1);

            assertThat(rig.gateway.stop(Duration.ofMillis(200))).isFalse();
        }
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(UTF_8));
        }
        return packed.toByteArray();
    }
}
