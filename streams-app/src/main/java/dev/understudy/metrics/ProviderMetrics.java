package dev.understudy.metrics;

import dev.understudy.config.ProviderConfig;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.attempt.TokenUsage;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Meters of the provider path. Calls and tokens have the names and tags of OpenTelemetry's GenAI conventions (v1.41);
 * what has no standard name begins with {@code understudy.}. The model that answered is no tag, because providers name
 * it as they please. Thread-safe.
 */
public final class ProviderMetrics {
    /** Duration of calls that were made, refusals excluded. */
    public static final String OPERATION_DURATION = "gen_ai.client.operation.duration";
    /** Tokens of calls, also of those whose answer was not accepted. */
    public static final String TOKEN_USAGE = "gen_ai.client.token.usage";
    /** Calls and refusals by outcome: SUCCESS or the label of the failure. */
    public static final String CALLS = "understudy.provider.calls";
    /** 1 while a provider takes calls, 0 while its breaker is open or it is paused. */
    public static final String AVAILABLE = "understudy.provider.available";

    /** Outages: how often a breaker opened, with the reason, and once more when an outage turns out to need a human. */
    public static final String OUTAGES = "understudy.provider.outages";

    /** 1 while a drill makes a provider look broken. */
    public static final String DRILL = "understudy.provider.drill";

    private static final String SUCCESS = "SUCCESS";
    private static final String SLOW_CALLS = "SLOW_CALLS";
    private static final String PROVIDER = "provider";

    private final MeterRegistry registry;

    public ProviderMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Records one call, or one refusal to make it. */
    public void record(String provider, ProviderConfig config, Outcome outcome, Duration duration) {
        outcome.<@Nullable Void>fold(
                completed -> called(provider, config, null, completed.response(), duration),
                refused -> counted(provider, refused.reason()),
                failed -> called(
                        provider, config, failed.reason(), failed.detail().response(), duration));
    }

    /** Counts the beginning of an outage; the reason is null when calls were too slow. */
    public void outage(String provider, @Nullable FailureReason reason) {
        registry.counter(OUTAGES, PROVIDER, provider, "reason", reason == null ? SLOW_CALLS : reason.label())
                .increment();
    }

    /** Shows whether a provider takes calls. */
    public void watch(String provider, BooleanSupplier available) {
        flag(AVAILABLE, "1 while the provider takes calls", provider, available);
    }

    /** Shows whether a drill is on for a provider. */
    public void watchDrill(String provider, BooleanSupplier on) {
        flag(DRILL, "1 while a drill makes the provider look broken", provider, on);
    }

    private void flag(String name, String description, String provider, BooleanSupplier flag) {
        Gauge.builder(name, flag, state -> state.getAsBoolean() ? 1 : 0)
                .description(description)
                .tag(PROVIDER, provider)
                .strongReference(true)
                .register(registry);
    }

    private @Nullable Void called(
            String provider,
            ProviderConfig config,
            @Nullable FailureReason failure,
            ModelResponse response,
            Duration duration) {
        Tags tags = Tags.of(
                "gen_ai.operation.name",
                "chat",
                "gen_ai.provider.name",
                config.dialect().name().toLowerCase(Locale.ROOT),
                "gen_ai.request.model",
                config.model(),
                PROVIDER,
                provider);
        Timer.builder(OPERATION_DURATION)
                .description("Duration of calls to a model")
                .tags(tags.and("error.type", failure == null ? "" : failure.label()))
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(10))
                .maximumExpectedValue(Duration.ofMinutes(2))
                .register(registry)
                .record(duration);
        TokenUsage usage = response.usage();
        if (usage != null) {
            tokens(tags, "input", usage.input());
            tokens(tags, "output", usage.output());
        }
        return counted(provider, failure);
    }

    private void tokens(Tags tags, String type, long tokens) {
        DistributionSummary.builder(TOKEN_USAGE)
                .description("Tokens used by calls to a model")
                .baseUnit("{token}")
                .tags(tags.and("gen_ai.token.type", type))
                .register(registry)
                .record((double) tokens);
    }

    private @Nullable Void counted(String provider, @Nullable FailureReason failure) {
        registry.counter(CALLS, PROVIDER, provider, "outcome", failure == null ? SUCCESS : failure.label())
                .increment();
        return null;
    }
}
