package dev.understudy.runtime.check;

import dev.understudy.config.ProviderConfig;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.attempt.TokenUsage;
import dev.understudy.provider.FailureAdvice;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How one provider did when it was tried.
 *
 * @param reason null when it is fine
 * @param said the provider's own words, sanitised
 */
public record ProviderCheck(
        String provider,
        String dialect,
        String model,
        @Nullable FailureReason reason,
        Duration latency,
        @Nullable TokenUsage tokens,
        @Nullable String said) {

    static ProviderCheck of(String provider, ProviderConfig config, Outcome outcome, Duration latency) {
        return outcome.fold(
                completed ->
                        of(provider, config, null, latency, completed.response().usage(), null),
                refused -> of(provider, config, refused.reason(), latency, null, null),
                failed -> of(
                        provider,
                        config,
                        failed.reason(),
                        latency,
                        failed.detail().response().usage(),
                        failed.detail().message()));
    }

    private static ProviderCheck of(
            String provider,
            ProviderConfig config,
            @Nullable FailureReason reason,
            Duration latency,
            @Nullable TokenUsage tokens,
            @Nullable String said) {
        String dialect = config.dialect().name().toLowerCase(Locale.ROOT);
        return new ProviderCheck(provider, dialect, config.model(), reason, latency, tokens, said);
    }

    /** True when it answered, and the answer was accepted. */
    public boolean isFine() {
        return reason == null;
    }

    /** {@code ok}, or the label of the failure. */
    public String state() {
        return reason == null ? "ok" : reason.label();
    }

    /** What is wrong and what to do about it; null when nothing is. */
    public @Nullable FailureAdvice advice() {
        return reason == null ? null : FailureAdvice.of(reason);
    }
}
