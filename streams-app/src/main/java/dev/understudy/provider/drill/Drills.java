package dev.understudy.provider.drill;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The drills of this process, at most one a provider; each ends by itself. They are in memory only: a restart ends them
 * all. Thread-safe.
 */
public final class Drills implements AutoCloseable {
    /** No drill is longer: one that is forgotten must not become an outage. */
    public static final Duration LONGEST = Duration.ofMinutes(15);

    private static final Logger LOG = LoggerFactory.getLogger(Drills.class);

    /** Runs a task later. */
    @FunctionalInterface
    interface Timer {
        void after(Duration delay, Runnable task);
    }

    private final Set<String> providers;
    private final Clock clock;
    private final Consumer<Drill> over;
    private final Timer timer;
    private final Map<String, Drill> drills = new ConcurrentHashMap<>();

    /**
     * No drill yet.
     *
     * @param providers names of the providers that there are
     * @param over is told of each drill that has ended, however it did, when calls pass again
     */
    public Drills(Set<String> providers, Clock clock, Consumer<Drill> over) {
        this(providers, clock, over, (delay, task) -> CompletableFuture.delayedExecutor(
                        delay.toNanos(), TimeUnit.NANOSECONDS)
                .execute(task));
    }

    Drills(Set<String> providers, Clock clock, Consumer<Drill> over, Timer timer) {
        this.providers = new LinkedHashSet<>(providers);
        this.clock = clock;
        this.over = over;
        this.timer = timer;
    }

    /** The names of the providers that there are, in the order of the configuration. */
    public List<String> providers() {
        return List.copyOf(providers);
    }

    /**
     * Begins a drill; one that is on for the same provider ends.
     *
     * @throws IllegalArgumentException when there is no such provider, or the length is not within {@link #LONGEST}
     */
    public synchronized Drill start(String provider, DrillFault fault, Duration length) {
        if (!providers.contains(provider)) {
            throw new IllegalArgumentException("no provider is named " + provider);
        }
        if (length.isZero() || length.isNegative() || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a drill lasts more than zero and at most " + LONGEST);
        }
        stop(provider);
        Instant now = clock.instant();
        Drill drill = new Drill(provider, fault, now, now.plus(length));
        drills.put(provider, drill);
        timer.after(length, () -> end(drill, "its time is over"));
        LOG.atWarn()
                .addKeyValue("provider", provider)
                .addKeyValue("fault", fault.label())
                .addKeyValue("until", drill.until())
                .log("A drill begins: calls to the provider fail on purpose.");
        return drill;
    }

    /** Ends the drill of a provider before its time; null when none is on. */
    public synchronized @Nullable Drill stop(String provider) {
        Drill drill = current(provider);
        if (drill != null) {
            end(drill, "it was stopped");
        }
        return drill;
    }

    /** The drill that is on for a provider; null when none is. Cheap: it is asked for each call. */
    public @Nullable Drill current(String provider) {
        Drill drill = drills.get(provider);
        return drill != null && clock.instant().isBefore(drill.until()) ? drill : null;
    }

    /** The drills that are on, in the order of the providers. */
    public List<Drill> all() {
        return providers.stream().map(this::current).filter(Objects::nonNull).toList();
    }

    /** Only the first to end a drill tells of it. */
    private synchronized void end(Drill drill, String why) {
        if (drills.remove(drill.provider(), drill)) {
            LOG.atInfo()
                    .addKeyValue("provider", drill.provider())
                    .addKeyValue("fault", drill.fault().label())
                    .addKeyValue("why", why)
                    .log("A drill is over: calls reach the provider again.");
            over.accept(drill);
        }
    }

    /** Drops all drills, and tells nobody: the process stops. */
    @Override
    public synchronized void close() {
        drills.clear();
    }
}
