package dev.understudy.guarantees;

import dev.understudy.testing.AlertLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Alerts at a steady rate for as long as the blows fall, sent on a thread of its own. */
final class SteadyLoad implements AutoCloseable {
    private final AtomicInteger least = new AtomicInteger(Integer.MAX_VALUE);
    private final CompletableFuture<List<String>> sending;

    private SteadyLoad(IntFunction<List<String>> second) {
        sending = CompletableFuture.supplyAsync(() -> {
            List<String> sent = new ArrayList<>();
            for (int i = 0; sent.size() < least.get(); i++) {
                sent.addAll(second.apply(i));
            }
            return sent;
        });
    }

    static SteadyLoad start(AlertLoad load, String prefix, int perSecond) {
        return start(load, prefix, "warning", perSecond);
    }

    static SteadyLoad start(AlertLoad load, String prefix, String severity, int perSecond) {
        return new SteadyLoad(second -> load.send(prefix + second + "-", severity, perSecond, perSecond));
    }

    /** With repeats, and alerts that are over. */
    static SteadyLoad mixed(AlertLoad load, String prefix, int perSecond) {
        return new SteadyLoad(second -> load.sendMixed(prefix + second + "-", perSecond, perSecond));
    }

    /** Ends within a second; answers the request ids of all that was sent. */
    List<String> end() {
        return endAfter(0);
    }

    /** Ends once at least so many alerts are sent. */
    List<String> endAfter(int alerts) {
        least.set(alerts);
        return sending.join();
    }

    @Override
    public void close() {
        least.set(0);
    }
}
