package dev.understudy.testing;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertDelivery;
import dev.understudy.domain.alert.AlertPlace;
import dev.understudy.domain.alert.AlertSource;
import dev.understudy.domain.alert.AlertStatus;
import dev.understudy.domain.alert.AlertTimes;
import dev.understudy.domain.alert.Link;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.FinishReason;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.attempt.TokenUsage;
import dev.understudy.domain.enrichment.ActionRisk;
import dev.understudy.domain.enrichment.Actionability;
import dev.understudy.domain.enrichment.Assessment;
import dev.understudy.domain.enrichment.Caveat;
import dev.understudy.domain.enrichment.Confidence;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.enrichment.FaultDomain;
import dev.understudy.domain.enrichment.Hypothesis;
import dev.understudy.domain.enrichment.SuggestedAction;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.Provenance;
import dev.understudy.domain.request.RequestIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers for tests. */
public final class SampleIncidents {
    private static final Instant READ = Instant.parse("2026-03-14T02:00:00Z");

    private SampleIncidents() {}

    /** The second of two providers answered. */
    public static EnrichedIncident complete() {
        return complete("Pod checkout-1 größer als 1 GiB 🚀");
    }

    /** The same about an alert with this summary. */
    public static EnrichedIncident complete(String summary) {
        return new EnrichedIncident(
                new RequestIdentity("request-1", "incident-1", "shop|00ff", 77, origin()),
                1,
                alert(summary),
                EnrichmentOutcome.COMPLETE,
                Set.of(),
                Set.of(Caveat.INPUT_REDACTED, Caveat.ALTERNATE_PROVIDER),
                enrichment(),
                provenance(),
                2);
    }

    private static RecordRef origin() {
        return new RecordRef("incidents", 3, 77, READ.minusMillis(5), 0);
    }

    private static Alert alert(String summary) {
        return new Alert(
                "event-1",
                "00ff",
                "PodMemory",
                AlertStatus.FIRING,
                Severity.CRITICAL,
                "page",
                summary,
                "Memory of \"checkout-1\"\nrises.",
                new AlertSource("alertmanager", "http://am:9093", null),
                new AlertTimes(READ.minusSeconds(60), null, READ),
                Map.of("pod", "checkout-1", "alertname", "PodMemory", "namespace", "shop"),
                Map.of("runbook_url", "https://runbooks/pod-memory"),
                Map.of("B", 0.5, "A", 1_073_741_824.0, "nothing", Double.NaN),
                new AlertPlace("checkout", "prod", null, "checkout-1", null, null, "shop"),
                AlertDelivery.NONE,
                List.of(new Link("runbook", "https://runbooks/pod-memory", "")));
    }

    private static Enrichment enrichment() {
        return new Enrichment(
                "Checkout runs out of memory",
                "One pod holds more memory than it may.",
                new Assessment(
                        Severity.HIGH,
                        "One of three pods.",
                        Actionability.ACTION_REQUIRED,
                        FaultDomain.APPLICATION,
                        Confidence.MEDIUM,
                        null),
                "Payments may fail.",
                List.of("checkout"),
                List.of(new Hypothesis("A leak", Confidence.LOW, 0.25, List.of("It rises."))),
                List.of(new SuggestedAction("Look at the log", "kubectl logs checkout-1", ActionRisk.READ_ONLY, false)),
                List.of("No memory graph."),
                List.of(),
                List.of(),
                List.of());
    }

    private static Provenance provenance() {
        ModelResponse response = new ModelResponse(
                "gpt-5-mini-2025", "resp-1", FinishReason.STOP, new TokenUsage(900, 100, 200, 0), "blue");
        ProviderAttempt refused = attempt(
                "lead",
                1,
                FailureReason.RATE_LIMITED,
                new Outcome.Detail(429, "slow_down", "Slow down.", Duration.ofSeconds(2), true, ModelResponse.NONE),
                ModelResponse.NONE,
                0);
        ProviderAttempt answered = attempt("stand-in", 2, null, null, response, 625);
        return new Provenance(
                "stand-in",
                "gpt-5-mini",
                response,
                List.of(refused, answered),
                2,
                new Provenance.PromptRef("p1", "abc", "s1", 850L, 0),
                new Provenance.Times(3, 1_200, 1_203),
                null,
                Map.of("EMAIL", 1, "CREDENTIAL", 2),
                new Provenance.Producer("1.2.3", "one"),
                READ.plusMillis(1_203));
    }

    private static ProviderAttempt attempt(
            String provider,
            int ordinal,
            @Nullable FailureReason failure,
            Outcome.@Nullable Detail detail,
            ModelResponse response,
            long costUsdMicros) {
        return new ProviderAttempt(
                "request-1",
                provider,
                "gpt-5-mini",
                ordinal,
                READ.plusMillis(ordinal),
                600,
                failure,
                detail,
                response,
                costUsdMicros,
                true,
                1,
                false,
                response.keyId(),
                "one");
    }
}
