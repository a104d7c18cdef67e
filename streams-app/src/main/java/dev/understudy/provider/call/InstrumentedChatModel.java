package dev.understudy.provider.call;

import dev.understudy.config.ProviderConfig;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.metrics.ProviderMetrics;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.ChatRequest;
import dev.understudy.provider.RecentLatencies;
import dev.understudy.provider.guard.ObservedCall;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Measures every call, refusals included, and remembers how long answers take. Thread-safe. */
final class InstrumentedChatModel implements ChatModel {
    private final ChatModel next;
    private final String provider;
    private final ProviderConfig config;
    private final ProviderMetrics metrics;
    private final RecentLatencies latencies;
    private final Clock clock;

    private InstrumentedChatModel(
            ChatModel next,
            String provider,
            ProviderConfig config,
            ProviderMetrics metrics,
            RecentLatencies latencies,
            Clock clock) {
        this.next = next;
        this.provider = provider;
        this.config = config;
        this.metrics = metrics;
        this.latencies = latencies;
        this.clock = clock;
    }

    static ChatModel wrap(
            ChatModel next,
            String provider,
            ProviderConfig config,
            ProviderMetrics metrics,
            RecentLatencies latencies,
            Clock clock) {
        return new InstrumentedChatModel(next, provider, config, metrics, latencies, clock);
    }

    @Override
    public CompletableFuture<Outcome> call(ChatRequest request) {
        long started = clock.millis();
        return ObservedCall.of(
                next.call(request),
                outcome -> observe(outcome, Duration.ofMillis(Math.max(0, clock.millis() - started))));
    }

    private void observe(Outcome outcome, Duration duration) {
        metrics.record(provider, config, outcome, duration);
        if (outcome instanceof Outcome.Completed) {
            latencies.record(duration);
        }
    }
}
