package dev.understudy.runtime.check;

import dev.understudy.config.UnderstudyConfig;
import dev.understudy.metrics.ProviderMetrics;
import dev.understudy.provider.Provider;
import dev.understudy.provider.call.Providers;
import dev.understudy.runtime.Dialects;
import dev.understudy.runtime.probe.SampleQuestions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Tries every configured provider with one call each, all at once, on the path that alerts take: a small made-up alert
 * in, an answer in the output schema out. Each call has its provider's own timeout.
 */
public final class ProviderChecks {
    private ProviderChecks() {}

    /**
     * The results, in the order of the configuration.
     *
     * @throws dev.understudy.config.ConfigException when a provider's settings cannot be used
     */
    public static List<ProviderCheck> run(UnderstudyConfig config) {
        SampleQuestions questions = new SampleQuestions("check-", Clock.systemUTC());
        ProviderMetrics metrics = new ProviderMetrics(new SimpleMeterRegistry());
        try (Providers providers = Providers.create(config, Dialects.all(), metrics, Clock.systemUTC())) {
            List<CompletableFuture<ProviderCheck>> calls = providers.all().stream()
                    .map(provider -> check(provider, questions))
                    .toList();
            return calls.stream().map(CompletableFuture::join).toList();
        }
    }

    private static CompletableFuture<ProviderCheck> check(Provider provider, SampleQuestions questions) {
        long started = System.nanoTime();
        return provider.chatModel()
                .call(questions.to(provider))
                .thenApply(outcome -> ProviderCheck.of(
                        provider.name(), provider.config(), outcome, Duration.ofNanos(System.nanoTime() - started)));
    }
}
