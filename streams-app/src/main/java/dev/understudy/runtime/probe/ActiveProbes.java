package dev.understudy.runtime.probe;

import dev.understudy.provider.Provider;
import dev.understudy.provider.call.Providers;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Probes the providers that have an {@code active-probe} interval, on one thread of its own; without any such provider
 * there is no thread. Thread-safe.
 */
public final class ActiveProbes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ActiveProbes.class);

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread created = new Thread(task, "understudy-active-probes");
        created.setDaemon(true);
        return created;
    });

    private ActiveProbes() {}

    /** Begins to look after them. */
    public static ActiveProbes start(Providers providers, Clock clock) {
        ActiveProbes probes = new ActiveProbes();
        SampleQuestions questions = new SampleQuestions("probe-", clock);
        for (Provider provider : providers.all()) {
            Duration interval = provider.config().activeProbe();
            if (interval != null) {
                ActiveProbe probe = new ActiveProbe(
                        provider, () -> providers.state(provider.name()), questions::to, clock, probes.thread);
                probes.schedule(probe, provider.name(), interval);
            }
        }
        return probes;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the thread
    private void schedule(Runnable probe, String provider, Duration interval) {
        thread.scheduleWithFixedDelay(
                () -> {
                    try {
                        probe.run();
                    } catch (RuntimeException e) {
                        LOG.atWarn()
                                .addKeyValue("provider", provider)
                                .setCause(e)
                                .log("the provider could not be probed");
                    }
                },
                interval.toNanos(),
                interval.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
