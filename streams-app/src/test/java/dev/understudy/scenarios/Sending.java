package dev.understudy.scenarios;

import dev.understudy.gateway.RawHttp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/** Alerts that are sent to a gateway, each once, while something happens to it; remembers which were acknowledged. */
final class Sending implements AutoCloseable {
    private final int port;
    private final String prefix;
    private final ExecutorService threads;
    private final AtomicInteger next = new AtomicInteger();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<Integer, Integer> statuses = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Duration> delays = new ConcurrentLinkedQueue<>();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private final long began = System.nanoTime();
    private final long gapNanos;
    private volatile boolean stopped;

    private Sending(int port, int senders, long gapNanos, String prefix) {
        this.port = port;
        this.prefix = prefix;
        this.gapNanos = gapNanos;
        this.threads = Executors.newFixedThreadPool(senders);
        for (int i = 0; i < senders; i++) {
            threads.execute(this::send);
        }
    }

    /** Sends as fast as answers come, on so many connections. */
    static Sending start(int port, int senders) {
        return new Sending(port, senders, 0, "sent-");
    }

    /** Sends so many a second, however long the answers take, while there are connections left. */
    static Sending start(int port, int senders, int perSecond) {
        return start(port, senders, perSecond, "sent-");
    }

    /** The same with ids that begin so. */
    static Sending start(int port, int senders, int perSecond, String prefix) {
        return new Sending(port, senders, TimeUnit.SECONDS.toNanos(1) / perSecond, prefix);
    }

    private void send() {
        try (RawHttp http = new RawHttp(port)) {
            while (!stopped) {
                int number = next.getAndIncrement();
                long due = gapNanos == 0 ? System.nanoTime() : began + number * gapNanos;
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                String id = prefix + number;
                RawHttp.Reply reply = http.post(
                        "/v1/alerts",
                        "{\"fingerprint\":\"" + id
                                + "\",\"name\":\"Load\",\"severity\":\"warning\",\"summary\":\"Load of " + id
                                + " rises\",\"labels\":{\"alertname\":\"Load\",\"service\":\"shop\"}}");
                statuses.merge(reply.status(), 1, Integer::sum);
                if (reply.status() == 200) {
                    acknowledged.add(id);
                    delays.add(Duration.ofNanos(System.nanoTime() - due));
                }
            }
        } catch (RuntimeException e) {
            failure.set(e);
        }
    }

    /** Waits for so many more answers of this status. */
    void await(int status, int more) {
        int before = statuses.getOrDefault(status, 0);
        Awaitility.await("answers " + status)
                .atMost(Duration.ofSeconds(60))
                .failFast("a sender failed", () -> failure.get() != null)
                .until(() -> statuses.getOrDefault(status, 0) >= before + more);
    }

    /** Sends no more; the ids of the alerts that were acknowledged. */
    Set<String> stop() {
        stopped = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new AssertionError("a sender is stuck");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure.get() != null) {
            throw failure.get();
        }
        return Set.copyOf(acknowledged);
    }

    /** How many answers of each status there were. */
    Map<Integer, Integer> statuses() {
        return new TreeMap<>(statuses);
    }

    /** From when an alert was due to be sent to its acknowledgement. */
    List<Duration> delays() {
        return new ArrayList<>(delays);
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
    }
}
