package dev.understudy.testing;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.Link;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.FinishReason;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.attempt.TokenUsage;
import dev.understudy.domain.enrichment.ActionRisk;
import dev.understudy.domain.enrichment.Actionability;
import dev.understudy.domain.enrichment.Assessment;
import dev.understudy.domain.enrichment.Confidence;
import dev.understudy.domain.enrichment.DegradedReason;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.enrichment.FaultDomain;
import dev.understudy.domain.enrichment.Hypothesis;
import dev.understudy.domain.enrichment.SuggestedAction;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.Provenance;
import dev.understudy.domain.request.RequestIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An answer to an alert that a test writes: good as it is, until the test spoils it. Not thread-safe. */
public final class AnswerDraft {
    private static final Instant START = Instant.parse("2026-03-14T02:00:00Z");

    private final String requestId;
    private final Alert alert;
    private EnrichmentOutcome outcome = EnrichmentOutcome.COMPLETE;
    private Set<DegradedReason> degraded = Set.of();
    private boolean enriched = true;
    private int revision = 1;
    private Severity severity;
    private Actionability actionability;
    private String provider = "lead";
    private String model = "lead-1";
    private @Nullable FailureReason firstFailure;
    private @Nullable Long costUsdMicros = 400L;
    private long inputTokens = 900;
    private long outputTokens = 250;
    private long millis = 800;
    private String summary;
    private String action;
    private List<Link> links = List.of();

    private AnswerDraft(String requestId, Alert alert) {
        this.requestId = requestId;
        this.alert = alert;
        this.severity = alert.severity() == Severity.UNKNOWN ? Severity.WARNING : alert.severity();
        this.actionability = switch (severity) {
            case CRITICAL, HIGH -> Actionability.ACTION_REQUIRED;
            case INFO, LOW -> Actionability.NO_ACTION;
            case WARNING, UNKNOWN -> Actionability.ACTION_SUGGESTED;
        };
        this.summary = alert.summary() + " " + alert.description().split("(?<=[.;])\\s", 2)[0];
        this.action = "Look at the recent changes of " + alert.name();
    }

    /** A good answer to this request. */
    public static AnswerDraft of(String requestId, Alert alert) {
        return new AnswerDraft(requestId, alert);
    }

    public AnswerDraft severity(Severity other) {
        severity = other;
        return this;
    }

    public AnswerDraft actionability(Actionability other) {
        actionability = other;
        return this;
    }

    public AnswerDraft provider(String name, String itsModel) {
        provider = name;
        model = itsModel;
        return this;
    }

    /** Another one was asked before, in vain. */
    public AnswerDraft after(FailureReason failure) {
        firstFailure = failure;
        return this;
    }

    /** Rules stand in. */
    public AnswerDraft byRules() {
        outcome = EnrichmentOutcome.EXPIRED;
        degraded = Set.of(DegradedReason.RULE_BASED, DegradedReason.PROVIDERS_FAILED);
        return this;
    }

    public AnswerDraft outcome(EnrichmentOutcome other) {
        outcome = other;
        return this;
    }

    public AnswerDraft revision(int other) {
        revision = other;
        return this;
    }

    /** Nothing is said about it. */
    public AnswerDraft withoutEnrichment(EnrichmentOutcome other) {
        outcome = other;
        enriched = false;
        return this;
    }

    public AnswerDraft cost(@Nullable Long usdMicros) {
        costUsdMicros = usdMicros;
        return this;
    }

    public AnswerDraft tokens(long input, long output) {
        inputTokens = input;
        outputTokens = output;
        return this;
    }

    public AnswerDraft millis(long latency) {
        millis = latency;
        return this;
    }

    public AnswerDraft summary(String other) {
        summary = other;
        return this;
    }

    public AnswerDraft action(String other) {
        action = other;
        return this;
    }

    public AnswerDraft link(Link link) {
        links = List.of(link);
        return this;
    }

    /** The answer. */
    public EnrichedIncident incident() {
        return new EnrichedIncident(
                new RequestIdentity(
                        requestId,
                        "incident-" + requestId,
                        alert.key().value(),
                        1,
                        new RecordRef("incidents", 0, 1, START, 0)),
                revision,
                alert,
                outcome,
                degraded,
                Set.of(),
                enriched ? enrichment() : null,
                provenance(),
                1);
    }

    private Enrichment enrichment() {
        List<String> evidence = new ArrayList<>();
        new TreeMap<>(alert.labels()).forEach((name, value) -> evidence.add(name + " is " + value));
        return new Enrichment(
                alert.name() + " in " + alert.labels().getOrDefault("cluster", "production"),
                summary,
                new Assessment(
                        severity,
                        "The source says " + alert.severity() + ".",
                        actionability,
                        FaultDomain.APPLICATION,
                        Confidence.MEDIUM,
                        null),
                "Users may see errors or slow answers.",
                List.of(),
                List.of(new Hypothesis("A recent change", Confidence.LOW, null, evidence)),
                List.of(new SuggestedAction(action, null, ActionRisk.READ_ONLY, false)),
                List.of(),
                List.of(),
                links,
                List.of());
    }

    private Provenance provenance() {
        boolean byModel = degraded.isEmpty() && enriched;
        List<ProviderAttempt> attempts = new ArrayList<>();
        if (firstFailure != null) {
            attempts.add(attempt("lead", "lead-1", 1, firstFailure, ModelResponse.NONE));
        }
        ModelResponse response = new ModelResponse(
                model, "response", FinishReason.STOP, new TokenUsage(inputTokens, 0, outputTokens, 0));
        if (byModel && outcome == EnrichmentOutcome.COMPLETE) {
            attempts.add(attempt(provider, model, attempts.size() + 1, null, response));
        }
        return new Provenance(
                byModel ? provider : null,
                byModel ? model : null,
                byModel ? response : ModelResponse.NONE,
                attempts,
                attempts.size(),
                null,
                new Provenance.Times(5, millis * Math.max(1, attempts.size()) + 40, millis + 60),
                null,
                Map.of(),
                new Provenance.Producer("1.0.0", "one"),
                START.plusMillis(millis));
    }

    private ProviderAttempt attempt(
            String name, String itsModel, int ordinal, @Nullable FailureReason failure, ModelResponse response) {
        return new ProviderAttempt(
                requestId,
                name,
                itsModel,
                ordinal,
                START.plusMillis(ordinal),
                millis,
                failure,
                null,
                response,
                failure == null ? costUsdMicros : null,
                true,
                1,
                false,
                null,
                "one");
    }
}
