package dev.understudy.guarantees;

import dev.understudy.testing.AlertLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Alerts at a steady rate for as long as the blows fall, sent on a thread of its own. */
final class SteadyLoad implements AutoCloseable {
    private final AtomicBoolean over = new AtomicBoolean();
    private final CompletableFuture<List<String>> sending;

    private SteadyLoad(AlertLoad load, String prefix, String severity, int perSecond) {
        sending = CompletableFuture.supplyAsync(() -> {
            List<String> sent = new ArrayList<>();
            for (int second = 0; !over.get(); second++) {
                sent.addAll(load.send(prefix + second + "-", severity, perSecond, perSecond));
            }
            return sent;
        });
    }

    static SteadyLoad start(AlertLoad load, String prefix, int perSecond) {
        return start(load, prefix, "warning", perSecond);
    }

    static SteadyLoad start(AlertLoad load, String prefix, String severity, int perSecond) {
        return new SteadyLoad(load, prefix, severity, perSecond);
    }

    /** Ends within a second; answers the request ids of all that was sent. */
    List<String> end() {
        over.set(true);
        return sending.join();
    }

    @Override
    public void close() {
        over.set(true);
    }
}
