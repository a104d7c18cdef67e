package dev.understudy.serde;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Fetches schemas on a daemon thread of its own, so that stream threads never wait for the registry. Thread-safe. Equal
 * ids share one request, and an unknown id is not asked for again for a while.
 */
final class SchemaLookups implements AutoCloseable {
    private static final Duration UNKNOWN_FOR = Duration.ofSeconds(10);
    private static final int UNKNOWN_KEPT = 1_000;

    private final SchemaCache cache;
    private final Map<Integer, CompletableFuture<SchemaLookup>> running = new ConcurrentHashMap<>();
    private final Map<Integer, Long> unknownSince = new ConcurrentHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread daemon = new Thread(task, "understudy-schema-lookup");
        daemon.setDaemon(true);
        return daemon;
    });

    SchemaLookups(SchemaCache cache) {
        this.cache = cache;
    }

    /** True when the registry said a short while ago that it does not know the id. */
    boolean isUnknown(int id) {
        Long since = unknownSince.get(id);
        if (since == null) {
            return false;
        }
        if (System.nanoTime() - since < UNKNOWN_FOR.toNanos()) {
            return true;
        }
        unknownSince.remove(id, since);
        return false;
    }

    CompletableFuture<SchemaLookup> lookup(int id) {
        CompletableFuture<SchemaLookup> mine = new CompletableFuture<>();
        CompletableFuture<SchemaLookup> other = running.putIfAbsent(id, mine);
        if (other != null) {
            return other.copy();
        }
        try {
            thread.execute(() -> finish(id, mine, cache.fetch(id)));
        } catch (RejectedExecutionException e) {
            finish(id, mine, SchemaLookup.UNAVAILABLE);
        }
        return mine.copy();
    }

    private void finish(int id, CompletableFuture<SchemaLookup> future, SchemaLookup result) {
        if (result == SchemaLookup.UNKNOWN) {
            if (unknownSince.size() >= UNKNOWN_KEPT) {
                unknownSince.clear();
            }
            unknownSince.put(id, System.nanoTime());
        }
        running.remove(id, future);
        future.complete(result);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        running.values().forEach(future -> future.complete(SchemaLookup.UNAVAILABLE));
    }
}
