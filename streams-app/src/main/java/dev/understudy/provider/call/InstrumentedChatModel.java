package dev.understudy.provider.call;

import dev.understudy.config.ProviderConfig;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.metrics.ProviderMetrics;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.ChatRequest;
import dev.understudy.provider.guard.ObservedCall;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Measures every call, refusals included. Thread-safe. */
final class InstrumentedChatModel implements ChatModel {
    private final ChatModel next;
    private final String provider;
    private final ProviderConfig config;
    private final ProviderMetrics metrics;
    private final Clock clock;

    private InstrumentedChatModel(
            ChatModel next, String provider, ProviderConfig config, ProviderMetrics metrics, Clock clock) {
        this.next = next;
        this.provider = provider;
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
    }

    static ChatModel wrap(
            ChatModel next, String provider, ProviderConfig config, ProviderMetrics metrics, Clock clock) {
        return new InstrumentedChatModel(next, provider, config, metrics, clock);
    }

    @Override
    public CompletableFuture<Outcome> call(ChatRequest request) {
        long started = clock.millis();
        return ObservedCall.of(
                next.call(request),
                outcome -> metrics.record(
                        provider, config, outcome, Duration.ofMillis(Math.max(0, clock.millis() - started))));
    }
}
