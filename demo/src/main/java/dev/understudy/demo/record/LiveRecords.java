package dev.understudy.demo.record;

import dev.understudy.config.UnderstudyConfig;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Records of a run that is going on, read on a thread of their own until they are closed. */
public final class LiveRecords implements AutoCloseable {
    private final RunRecords records = new RunRecords();
    private final AtomicReference<@Nullable RuntimeException> problem = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean closed;

    private LiveRecords(UnderstudyConfig config) {
        thread = new Thread(() -> read(config), "demo-reader");
        thread.setDaemon(true);
    }

    /** Starts to read. */
    public static LiveRecords start(UnderstudyConfig config) {
        LiveRecords live = new LiveRecords(config);
        live.thread.start();
        return live;
    }

    private void read(UnderstudyConfig config) {
        try (TopicReader reader = TopicReader.connect(config)) {
            while (!closed) {
                reader.poll(records);
            }
        } catch (RuntimeException e) {
            problem.set(e);
        }
    }

    /**
     * What was read so far; it grows.
     *
     * @throws IllegalStateException when the topics cannot be read any more
     */
    public RunRecords records() {
        RuntimeException failed = problem.get();
        if (failed != null) {
            throw new IllegalStateException("the topics cannot be read: " + failed.getMessage(), failed);
        }
        return records;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
