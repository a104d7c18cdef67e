package dev.understudy.runtime.check;

import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertDelivery;
import dev.understudy.domain.alert.AlertPlace;
import dev.understudy.domain.alert.AlertSource;
import dev.understudy.domain.alert.AlertStatus;
import dev.understudy.domain.alert.AlertTimes;
import dev.understudy.domain.alert.Severity;
import dev.understudy.metrics.ProviderMetrics;
import dev.understudy.prompt.Prompt;
import dev.understudy.prompt.PromptRenderer;
import dev.understudy.provider.ChatRequest;
import dev.understudy.provider.Provider;
import dev.understudy.provider.call.Providers;
import dev.understudy.runtime.Dialects;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Tries every configured provider with one call each, all at once, on the path that alerts take: a small made-up alert
 * in, an answer in the output schema out. Each call has its provider's own timeout.
 */
public final class ProviderChecks {
    private static final int SECRET_BYTES = 32;

    private ProviderChecks() {}

    /**
     * The results, in the order of the configuration.
     *
     * @throws dev.understudy.config.ConfigException when a provider's settings cannot be used
     */
    public static List<ProviderCheck> run(UnderstudyConfig config) {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        PromptRenderer renderer = new PromptRenderer(secret);
        ProviderMetrics metrics = new ProviderMetrics(new SimpleMeterRegistry());
        try (Providers providers = Providers.create(config, Dialects.all(), metrics, Clock.systemUTC())) {
            List<CompletableFuture<ProviderCheck>> calls = providers.all().stream()
                    .map(provider -> check(provider, renderer))
                    .toList();
            return calls.stream().map(CompletableFuture::join).toList();
        }
    }

    private static CompletableFuture<ProviderCheck> check(Provider provider, PromptRenderer renderer) {
        String requestId = "check-" + UUID.randomUUID();
        Prompt prompt = renderer.render(sample(), requestId, provider.config());
        long started = System.nanoTime();
        return provider.chatModel()
                .call(new ChatRequest(requestId, prompt, provider.config().timeout()))
                .thenApply(outcome -> ProviderCheck.of(
                        provider.name(), provider.config(), outcome, Duration.ofNanos(System.nanoTime() - started)));
    }

    private static Alert sample() {
        Clock clock = Clock.systemUTC();
        return new Alert(
                "check",
                "0000000000000000",
                "UnderstudyProviderCheck",
                AlertStatus.FIRING,
                Severity.INFO,
                "info",
                "A test alert: someone checks whether this model can be reached.",
                "Nothing is wrong. Answer as shortly as the format allows.",
                new AlertSource("understudy", null, null),
                new AlertTimes(clock.instant(), null, clock.instant()),
                Map.of("alertname", "UnderstudyProviderCheck", "severity", "info"),
                Map.of(),
                Map.of(),
                new AlertPlace("understudy", null, null, null, null, null, null),
                AlertDelivery.NONE,
                List.of());
    }
}
