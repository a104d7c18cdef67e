package dev.understudy.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.enrichment.DegradedReason;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.LastGoodAnswer;
import dev.understudy.domain.request.Provenance;
import dev.understudy.policy.Rules;
import dev.understudy.redaction.Redactor;
import dev.understudy.testing.SampleIncidents;
import dev.understudy.testing.SampleRequests;
import dev.understudy.testing.Texts;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final Instant NOW = Instant.parse("2026-03-14T03:00:00Z");

    private final Answers answers =
            new Answers(new Provenance.Producer("1", "one"), Redactor.standard(), Rules.of(List.of()));

    @Test
    void shouldBoundTheTextsOfAStaleAnswerThatIsOlderThanTheBound() {
        Enrichment known = SampleIncidents.complete().enrichment().map(text -> "\ud83d\ude80".repeat(2_000));

        Enrichment shown = answers.degraded(request(known), Set.of(DegradedReason.PROVIDERS_FAILED), NOW)
                .enrichment();

        assertThat(Texts.of(shown)).hasSizeGreaterThan(8).allSatisfy(Texts::isBoundedAndWhole);
        assertThat(shown.summary()).isEqualTo("\ud83d\ude80".repeat(1_499) + "…");
    }

    @Test
    void shouldBoundTheReasonThatGrowsWhenASeverityIsNotLowered() {
        Enrichment model = SampleIncidents.complete().enrichment().map(text -> "t".repeat(3_000));
        Enrichment known = model.withAssessment(model.assessment()
                .withSeverity(
                        dev.understudy.domain.alert.Severity.INFO,
                        model.assessment().severityRationale()));
        EnrichmentRequest urgent =
                SampleRequests.on("default", SampleIncidents.complete().alert());

        Enrichment shown = answers.degraded(lastGood(urgent, known), Set.of(DegradedReason.PROVIDERS_FAILED), NOW)
                .enrichment();

        assertThat(shown.assessment().severityRationale())
                .startsWith("The source says CRITICAL")
                .hasSize(3_000)
                .endsWith("…");
    }

    private static EnrichmentRequest request(Enrichment known) {
        return lastGood(SampleRequests.tried("f", 1, null, NOW), known);
    }

    private static EnrichmentRequest lastGood(EnrichmentRequest request, Enrichment known) {
        return new EnrichmentRequest(
                request.identity(),
                request.alert(),
                request.deadlineAt(),
                request.expiresAt(),
                request.progress(),
                null,
                null,
                null,
                new LastGoodAnswer(known, "earlier", NOW.minusSeconds(60), "lead", "m", Set.of()),
                1);
    }
}
