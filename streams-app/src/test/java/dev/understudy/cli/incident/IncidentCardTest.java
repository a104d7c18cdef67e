package dev.understudy.cli.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertDelivery;
import dev.understudy.domain.alert.AlertPlace;
import dev.understudy.domain.alert.AlertSource;
import dev.understudy.domain.alert.AlertStatus;
import dev.understudy.domain.alert.AlertTimes;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.enrichment.ActionRisk;
import dev.understudy.domain.enrichment.Actionability;
import dev.understudy.domain.enrichment.Assessment;
import dev.understudy.domain.enrichment.Caveat;
import dev.understudy.domain.enrichment.Confidence;
import dev.understudy.domain.enrichment.DegradedReason;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.enrichment.FaultDomain;
import dev.understudy.domain.enrichment.SuggestedAction;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.Provenance;
import dev.understudy.domain.request.RequestIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IncidentCardTest {
    @Test
    void shouldShowWhatAResponderLooksForFirst() {
        assertThat(new IncidentCard(false).of(incident("Checkout is down", enrichment("Checkout pods crash"))))
                .isEqualToNormalizingNewlines("""
                        CRITICAL  Checkout pods crash
                          about     Checkout is down on checkout / pod-1, 00ff
                          outcome   COMPLETE by anthropic claude-haiku-4-5, revision 1, after 1234 ms
                          caveats   ALTERNATE_PROVIDER
                          attempts  openai RATE_LIMITED (80 ms), anthropic SUCCESS (900 ms)
                          first     Look at the log
                                    $ kubectl logs pod-1
                        """);
    }

    @Test
    void shouldShowTheAlertWhenThereIsNoEnrichment() {
        assertThat(new IncidentCard(false).of(incident("Checkout is down", null)))
                .startsWith("WARNING  Checkout is down")
                .contains("degraded  PROVIDERS_FAILED, RULE_BASED");
    }

    @Test
    void shouldKeepControlCharactersFromTheTerminal() {
        assertThat(new IncidentCard(false).of(incident("a\u001b[2J\u0007b\u202ec\nd", null)))
                .startsWith("WARNING  a [2J b c d")
                .doesNotContain("\u001b", "\u0007", "\u202e");
    }

    @Test
    void shouldColourOnlyWhenAsked() {
        assertThat(new IncidentCard(true).of(incident("x", null))).startsWith("\u001b[33mWARNING\u001b[0m  x");
    }

    private static EnrichedIncident incident(String name, Enrichment enrichment) {
        Alert alert = new Alert(
                "e",
                "00ff",
                name,
                AlertStatus.FIRING,
                Severity.WARNING,
                "warning",
                "s",
                "d",
                new AlertSource("native", null, null),
                new AlertTimes(null, null, Instant.EPOCH),
                Map.of(),
                Map.of(),
                Map.of(),
                new AlertPlace("checkout", null, null, "pod-1", null, null, null),
                AlertDelivery.NONE,
                List.of());
        Provenance provenance = new Provenance(
                "anthropic",
                "claude-haiku-4-5",
                ModelResponse.NONE,
                List.of(attempt("openai", 1, 80, FailureReason.RATE_LIMITED), attempt("anthropic", 2, 900, null)),
                2,
                null,
                new Provenance.Times(1, 2, 1234),
                null,
                Map.of(),
                new Provenance.Producer("1", "i"),
                Instant.EPOCH);
        return new EnrichedIncident(
                new RequestIdentity("r", "i", "00ff", 1, new RecordRef("incidents", 0, 1, Instant.EPOCH, 0)),
                1,
                alert,
                EnrichmentOutcome.COMPLETE,
                enrichment == null ? Set.of(DegradedReason.RULE_BASED, DegradedReason.PROVIDERS_FAILED) : Set.of(),
                Set.of(Caveat.ALTERNATE_PROVIDER),
                enrichment,
                provenance,
                1);
    }

    private static ProviderAttempt attempt(String provider, int ordinal, long latency, FailureReason failure) {
        return new ProviderAttempt(
                "r",
                provider,
                "m",
                ordinal,
                Instant.EPOCH,
                latency,
                failure,
                null,
                ModelResponse.NONE,
                null,
                true,
                1,
                false,
                null,
                "i");
    }

    private static Enrichment enrichment(String title) {
        return new Enrichment(
                title,
                "s",
                new Assessment(
                        Severity.CRITICAL,
                        "r",
                        Actionability.ACTION_REQUIRED,
                        FaultDomain.APPLICATION,
                        Confidence.HIGH,
                        null),
                "i",
                List.of(),
                List.of(),
                List.of(new SuggestedAction("Look at the log", "kubectl logs pod-1", ActionRisk.READ_ONLY, false)),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }
}
