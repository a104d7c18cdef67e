package dev.understudy.inflight;

import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.enrichment.Caveat;
import dev.understudy.domain.enrichment.DegradedReason;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.enrichment.TextBound;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.LastGoodAnswer;
import dev.understudy.domain.request.Provenance;
import dev.understudy.policy.Route;
import dev.understudy.policy.Rules;
import dev.understudy.policy.SeverityFloor;
import dev.understudy.redaction.RedactedAlert;
import dev.understudy.redaction.Redaction;
import dev.understudy.redaction.Redactor;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the answers to a request, one method for each way in which it can end. Thread-safe. */
public final class Answers {
    private final Provenance.Producer producer;
    private final Redactor redactor;
    private final Rules rules;

    public Answers(Provenance.Producer producer, Redactor redactor, Rules rules) {
        this.producer = producer;
        this.redactor = redactor;
        this.rules = rules;
    }

    /** A model answered: revision 1, the last word. */
    EnrichedIncident complete(
            EnrichmentRequest request,
            Route route,
            ProviderAttempt attempt,
            Outcome.Completed completed,
            SentPrompt prompt,
            Instant now) {
        Set<Caveat> caveats = caveats(prompt.redaction());
        caveats.addAll(completed.answer().caveats());
        if (!firstAsked(request.progress().attempts(), route).equals(attempt.provider())) {
            caveats.add(Caveat.ALTERNATE_PROVIDER);
        }
        if (prompt.inputTruncated()) {
            caveats.add(Caveat.INPUT_TRUNCATED);
        }
        Enrichment enrichment = SeverityFloor.apply(
                request.alert().severity(), completed.answer().enrichment());
        Provenance provenance = new Provenance(
                attempt.provider(),
                attempt.model(),
                completed.response(),
                request.progress().attempts(),
                request.progress().callsMade(),
                prompt.ref(),
                times(request, now),
                null,
                prompt.redaction().countsWith(completed.answer().redactions()),
                producer,
                now);
        return incident(request, 1, EnrichmentOutcome.COMPLETE, Set.of(), caveats, enrichment, provenance);
    }

    /** The first choice was made when the first provider was asked, called or not: by now the order may be another. */
    private static String firstAsked(List<ProviderAttempt> attempts, Route route) {
        return attempts.stream()
                .filter(attempt -> attempt.ordinal() == 1)
                .map(ProviderAttempt::provider)
                .findFirst()
                .orElse(route.chain().get(0));
    }

    /** No model answer yet: revision 0, with the last good answer if there is one, else with what the rules say. */
    public EnrichedIncident degraded(EnrichmentRequest request, Set<DegradedReason> why, Instant now) {
        return withoutModel(request, 0, EnrichmentOutcome.DEGRADED, why, now);
    }

    /** No model answer will come: revision 1, the last word. */
    public EnrichedIncident expired(EnrichmentRequest request, Set<DegradedReason> why, Instant now) {
        return withoutModel(request, 1, EnrichmentOutcome.EXPIRED, why, now);
    }

    /** An earlier answer to the same content: revision 1, the last word. */
    EnrichedIncident reused(EnrichmentRequest request, LastGoodAnswer known, Instant now) {
        Redaction redaction = redactor.withoutSecrets(request.alert()).redaction();
        return incident(
                request,
                1,
                EnrichmentOutcome.REUSED,
                Set.of(),
                caveats(redaction, known),
                enrichment(request, known),
                provenance(request, known, redaction.counts(), now));
    }

    /** The alert itself says that it ended; no call is made. */
    public EnrichedIncident resolved(EnrichmentRequest request, Instant now) {
        return over(request, EnrichmentOutcome.RESOLVED, now);
    }

    /** The alert ended while it waited for an answer. */
    public EnrichedIncident superseded(EnrichmentRequest request, Instant now) {
        return over(request, EnrichmentOutcome.SUPERSEDED, now);
    }

    /** With the last good answer, if there is one. */
    private EnrichedIncident over(EnrichmentRequest request, EnrichmentOutcome outcome, Instant now) {
        LastGoodAnswer lastGood = request.lastGood();
        return incident(
                request,
                1,
                outcome,
                Set.of(),
                Set.of(),
                lastGood == null ? null : enrichment(request, lastGood),
                provenance(request, lastGood, Map.of(), now));
    }

    private static Enrichment enrichment(EnrichmentRequest request, LastGoodAnswer answer) {
        return SeverityFloor.apply(request.alert().severity(), answer.enrichment());
    }

    private EnrichedIncident withoutModel(
            EnrichmentRequest request, int revision, EnrichmentOutcome outcome, Set<DegradedReason> why, Instant now) {
        Set<DegradedReason> reasons = EnumSet.noneOf(DegradedReason.class);
        reasons.addAll(why);
        LastGoodAnswer lastGood = request.lastGood();
        reasons.add(lastGood == null ? DegradedReason.RULE_BASED : DegradedReason.STALE_ANSWER);
        RedactedAlert safe = redactor.withoutSecrets(request.alert());
        Enrichment enrichment = lastGood == null ? rules.enrich(safe.alert()) : enrichment(request, lastGood);
        return incident(
                request,
                revision,
                outcome,
                reasons,
                caveats(safe.redaction(), lastGood),
                enrichment,
                provenance(request, lastGood, safe.redaction().counts(), now));
    }

    /** Those of the alert, and those of the earlier answer that is shown. */
    private static Set<Caveat> caveats(Redaction redaction, @Nullable LastGoodAnswer earlier) {
        Set<Caveat> caveats = caveats(redaction);
        if (earlier != null) {
            caveats.addAll(earlier.caveats());
        }
        return caveats;
    }

    private static Set<Caveat> caveats(Redaction redaction) {
        Set<Caveat> caveats = EnumSet.noneOf(Caveat.class);
        if (!redaction.counts().isEmpty()) {
            caveats.add(Caveat.INPUT_REDACTED);
        }
        if (redaction.injectionSuspected()) {
            caveats.add(Caveat.INJECTION_SUSPECTED);
        }
        return caveats;
    }

    private Provenance provenance(
            EnrichmentRequest request, @Nullable LastGoodAnswer earlier, Map<String, Integer> redactions, Instant now) {
        Provenance.Reuse reuse = earlier == null
                ? null
                : new Provenance.Reuse(
                        earlier.requestId(),
                        Math.max(0, Duration.between(earlier.producedAt(), now).toMillis()));
        return new Provenance(
                earlier == null ? null : earlier.provider(),
                earlier == null ? null : earlier.model(),
                ModelResponse.NONE,
                request.progress().attempts(),
                request.progress().callsMade(),
                null,
                times(request, now),
                reuse,
                redactions,
                producer,
                now);
    }

    private static Provenance.Times times(EnrichmentRequest request, Instant now) {
        Instant received = request.alert().times().receivedAt();
        List<ProviderAttempt> attempts = request.progress().attempts();
        Instant first = attempts.isEmpty() ? now : attempts.get(0).startedAt();
        return new Provenance.Times(
                Math.max(0, Duration.between(received, first).toMillis()),
                Math.max(0, Duration.between(first, now).toMillis()),
                Math.max(0, Duration.between(received, now).toMillis()));
    }

    private static EnrichedIncident incident(
            EnrichmentRequest request,
            int revision,
            EnrichmentOutcome outcome,
            Set<DegradedReason> reasons,
            Set<Caveat> caveats,
            @Nullable Enrichment enrichment,
            Provenance provenance) {
        return new EnrichedIncident(
                request.identity(),
                revision,
                request.alert(),
                outcome,
                reasons,
                caveats,
                // Texts grow on their way here, and stored answers may be older than the bound.
                enrichment == null ? null : enrichment.map(TextBound::cut),
                provenance,
                request.recurrence());
    }
}
