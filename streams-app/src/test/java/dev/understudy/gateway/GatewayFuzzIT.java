package dev.understudy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.domain.alert.Alert;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever is sent, the gateway answers: never with a fault of its own, never not at all, and it takes every good alert
 * that stands beside bad ones.
 */
class GatewayFuzzIT {
    private static final int SENDERS = 8;
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Anything but a 5xx. */
    private static final Set<Integer> EXPECTED = Set.of(200, 202, 400, 408, 413, 415);

    private final long seed = Long.getLong("understudy.seed", System.nanoTime());

    @Test
    void shouldAnswerWhateverIsSent() throws Exception {
        send(500);
    }

    @Test
    @Tag("guarantees")
    void shouldAnswerWhateverIsSentForLonger() throws Exception {
        send(10_000);
    }

    private void send(int each) throws Exception {
        System.out.println("Seed " + seed + " (repeat with -Dunderstudy.seed=" + seed + ")");
        try (GatewayRig rig =
                GatewayRig.start("body-timeout: 300ms, max-body-bytes: 65536, max-bytes-in-flight: 67108864")) {
            for (String path : GatewayRig.formats().keySet()) {
                Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
                Set<String> good = ConcurrentHashMap.newKeySet();
                inParallel(sender -> () -> {
                    Random random = new Random(seed + 31L * path.hashCode() + sender);
                    try (RawHttp http = rig.client()) {
                        for (int i = sender; i < each; i += SENDERS) {
                            FuzzedRequest request = FuzzedRequest.of(random, path, i);
                            int status = send(http, path, request, good);
                            statuses.merge(status, 1, Integer::sum);
                        }
                    }
                    return null;
                });
                assertThat(ids(rig))
                        .as("good alerts of %s, seed %d", path, seed)
                        .containsAll(good);
                assertThat(good).hasSizeGreaterThan(each / 8);
                System.out.println(path + ": " + each + " bodies, answers by status " + new TreeMap<>(statuses)
                        + ", good alerts that had to arrive " + good.size());
                rig.producer.clear();
            }
        }
    }

    private int send(RawHttp http, String path, FuzzedRequest request, Set<String> good) {
        String[] headers = request.headers().toArray(String[]::new);
        RawHttp.Reply reply;
        try {
            if (request.slow()) {
                http.write(RawHttp.head("POST", path, headers, "Content-Length: 9999"));
                http.write(request.body());
                reply = http.read();
            } else {
                reply = http.post(path, request.body(), headers);
            }
        } catch (UncheckedIOException e) {
            throw new AssertionError("no answer at " + path + ", seed " + seed + ": " + shown(request), e);
        }
        assertThat(reply.status())
                .as("%s, seed %d: %s", path, seed, shown(request))
                .isIn(EXPECTED);
        if (request.good() != null) {
            assertTaken(reply, request);
            good.addAll(request.good());
        }
        return reply.status();
    }

    /** The answer counts the good ones, and names each bad one by its position and with a reason. */
    private void assertTaken(RawHttp.Reply reply, FuzzedRequest request) {
        assertThat(reply.status()).as("seed %d: %s", seed, shown(request)).isIn(200, 202);
        if (reply.status() == 202) {
            assertThat(reply.body())
                    .contains("\"dedup_key\":\"" + request.good().get(0) + "\"");
            return;
        }
        try {
            JsonNode answer = JSON.readTree(reply.body());
            List<Integer> refused = new ArrayList<>();
            answer.path("refused").forEach(element -> {
                assertThat(element.path("message").asText()).isNotBlank();
                refused.add(element.path("index").asInt());
            });
            assertThat(answer.path("accepted").asInt())
                    .as("seed %d: %s", seed, shown(request))
                    .isEqualTo(request.good().size());
            assertThat(refused).as("seed %d: %s", seed, shown(request)).isEqualTo(request.bad());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> ids(GatewayRig rig) {
        Set<String> ids = new HashSet<>();
        for (Alert alert : rig.sent()) {
            ids.add(alert.labels().getOrDefault("id", alert.fingerprint()));
        }
        return ids;
    }

    private static String shown(FuzzedRequest request) {
        String body = new String(request.body(), java.nio.charset.StandardCharsets.ISO_8859_1);
        return request.headers() + " " + body.substring(0, Math.min(2_000, body.length()));
    }

    private interface Sender {
        Callable<Void> numbered(int number);
    }

    private static void inParallel(Sender sender) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
        try {
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                running.add(threads.submit(sender.numbered(i)));
            }
            for (Future<Void> one : running) {
                one.get(10, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
