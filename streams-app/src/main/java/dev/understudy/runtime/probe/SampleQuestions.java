package dev.understudy.runtime.probe;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertDelivery;
import dev.understudy.domain.alert.AlertPlace;
import dev.understudy.domain.alert.AlertSource;
import dev.understudy.domain.alert.AlertStatus;
import dev.understudy.domain.alert.AlertTimes;
import dev.understudy.domain.alert.Severity;
import dev.understudy.prompt.PromptRenderer;
import dev.understudy.provider.ChatRequest;
import dev.understudy.provider.Provider;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes questions about a small made-up alert: the shortest that a provider's whole path can be tried with. */
public final class SampleQuestions {
    private static final int SECRET_BYTES = 32;

    private final String prefix;
    private final Clock clock;
    private final PromptRenderer renderer;

    /** Questions whose ids begin with this prefix. */
    public SampleQuestions(String prefix, Clock clock) {
        this.prefix = prefix;
        this.clock = clock;
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        this.renderer = new PromptRenderer(secret);
    }

    /** A question to this provider, with its own timeout. */
    public ChatRequest to(Provider provider) {
        String requestId = prefix + UUID.randomUUID();
        return new ChatRequest(
                requestId,
                renderer.render(sample(), requestId, provider.config()),
                provider.config().timeout());
    }

    private Alert sample() {
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
