package dev.understudy.provider;

import dev.understudy.config.ProviderConfig;
import dev.understudy.config.UnderstudyConfig;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Room for calls in flight: one pool for the process, with a cap per provider. Whoever acquires a permit releases it
 * exactly once, when the call ended. Never waits; thread-safe.
 */
public final class CallPermits {
    private final Bulkhead total;
    private final Map<String, Bulkhead> byProvider;

    private CallPermits(Bulkhead total, Map<String, Bulkhead> byProvider) {
        this.total = total;
        this.byProvider = byProvider;
    }

    /** The pool that a configuration asks for. */
    public static CallPermits create(UnderstudyConfig config) {
        return new CallPermits(
                bulkhead("total", config.inFlight().maxConcurrent()),
                config.providers().entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, entry -> bulkhead(entry.getKey(), entry.getValue()))));
    }

    private static Bulkhead bulkhead(String name, ProviderConfig provider) {
        return bulkhead(name, provider.maxConcurrent());
    }

    private static Bulkhead bulkhead(String name, int calls) {
        return Bulkhead.of(
                name,
                BulkheadConfig.custom()
                        .maxConcurrentCalls(calls)
                        .maxWaitDuration(Duration.ZERO)
                        .build());
    }

    /** Takes room for a call to a provider; false when there is none. */
    public boolean tryAcquire(String provider) {
        Bulkhead own = of(provider);
        if (!total.tryAcquirePermission()) {
            return false;
        }
        if (own.tryAcquirePermission()) {
            return true;
        }
        total.releasePermission();
        return false;
    }

    /** Gives back what {@link #tryAcquire} took. */
    public void release(String provider) {
        of(provider).releasePermission();
        total.releasePermission();
    }

    /** Calls in flight over all providers. */
    public int inFlight() {
        return inFlight(total);
    }

    /** Calls in flight to one provider. */
    public int inFlight(String provider) {
        return inFlight(of(provider));
    }

    private static int inFlight(Bulkhead bulkhead) {
        Bulkhead.Metrics metrics = bulkhead.getMetrics();
        return metrics.getMaxAllowedConcurrentCalls() - metrics.getAvailableConcurrentCalls();
    }

    private Bulkhead of(String provider) {
        Bulkhead own = byProvider.get(provider);
        if (own == null) {
            throw new IllegalArgumentException("no provider is named " + provider);
        }
        return own;
    }
}
