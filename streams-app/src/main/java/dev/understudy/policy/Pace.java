package dev.understudy.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How fast providers answer now. Implementations are thread-safe. */
@FunctionalInterface
public interface Pace {
    /** Nothing is known of any provider. */
    Pace UNKNOWN = provider -> null;

    /** 95 percent of a provider's latest answers took no longer; null while too few are known. */
    @Nullable
    Duration p95(String provider);
}
