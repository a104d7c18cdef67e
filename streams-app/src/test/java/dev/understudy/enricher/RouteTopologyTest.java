package dev.understudy.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.enrichment.Caveat;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.testing.ManualParts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who is asked first, and what is said of it when another one answers. */
class RouteTopologyTest {
    private static final String FASTEST = "routes: [{chain: [first, second], order: fastest}]";
    private static final String STORM =
            "routes: [{name: all, chain: [first, second], storm: {chain: [second, first], queued: 1}}]";

    @Test
    void shouldAskTheFastestFirstAndNotCallThatAnAlternate() {
        try (EnricherHarness enricher = enricher(FASTEST)) {
            pace(enricher, 2_000, 100);
            enricher.alert("a", "warning");
            enricher.manual.second.answer(0, Severity.WARNING);
            enricher.round();

            assertThat(answer(enricher).caveats()).doesNotContain(Caveat.ALTERNATE_PROVIDER);
        }
    }

    @Test
    void shouldJudgeTheFirstChoiceByWhoWasAskedFirstThoughTheOrderChangedMeanwhile() {
        try (EnricherHarness enricher = enricher(FASTEST)) {
            pace(enricher, 2_000, 100);
            enricher.alert("a", "warning");
            pace(enricher, 100, 2_000);
            enricher.manual.second.answer(0, Severity.WARNING);
            enricher.round();

            assertThat(answer(enricher).caveats()).doesNotContain(Caveat.ALTERNATE_PROVIDER);
        }
    }

    @Test
    void shouldSayThatAnAlternateAnsweredWhenTheFastestTookNoCalls() {
        try (EnricherHarness enricher = enricher(FASTEST)) {
            pace(enricher, 2_000, 100);
            enricher.manual.second.refuse(FailureReason.BREAKER_OPEN);
            enricher.alert("a", "warning");
            pace(enricher, 100, 2_000);
            enricher.manual.first.answer(0, Severity.WARNING);
            enricher.round();

            assertThat(answer(enricher).caveats()).contains(Caveat.ALTERNATE_PROVIDER);
        }
    }

    @Test
    void shouldBeginWithTheStormChainWhileManyWaitAndKeepItWhenItIsParked() {
        try (EnricherHarness enricher = enricher(STORM)) {
            // Two calls are in flight, and two requests wait for the first provider.
            for (String fingerprint : new String[] {"a", "b", "c", "d"}) {
                enricher.alert(fingerprint, "warning");
            }
            assertThat(enricher.manual.owner.dispatcher().queued()).isEqualTo(2);
            assertThat(enricher.manual.second.calls()).isEmpty();

            enricher.alert("e", "warning");
            assertThat(enricher.manual.second.calls()).hasSize(1);
            enricher.manual.second.fail(0, FailureReason.SERVER_ERROR);
            enricher.round();

            assertThat(enricher.outputs.parked("second"))
                    .extracting(EnrichmentRequest::progress)
                    .singleElement()
                    .satisfies(progress -> assertThat(progress.route()).isEqualTo("all/storm"));
        }
    }

    @Test
    void shouldGoOnWithTheUsualChainOnceFewWait() {
        try (EnricherHarness enricher = enricher(STORM)) {
            for (String fingerprint : new String[] {"a", "b", "c", "d"}) {
                enricher.alert(fingerprint, "warning");
            }
            for (int call = 0; call < 4; call++) {
                enricher.manual.first.answer(call, Severity.WARNING);
                enricher.round();
            }
            enricher.alert("e", "warning");

            assertThat(enricher.manual.first.calls()).hasSize(5);
            assertThat(enricher.manual.second.calls()).isEmpty();
        }
    }

    @Test
    void shouldAskTheLargerWindowInsteadOfCuttingTheAlert() {
        String windows = ManualParts.TWO_PROVIDERS.replace(
                "model: m1,", "model: m1, max-input-tokens: 2000, larger-window: second,");
        try (EnricherHarness enricher = new EnricherHarness(new ManualParts(windows + "routes: [{chain: [first]}]"))) {
            enricher.send("a", """
                    {"fingerprint":"a","name":"Alert","status":"FIRING","severity":"warning","description":"%s"}
                    """.formatted("It rises. ".repeat(1_000)));
            enricher.manual.second.answer(0, Severity.WARNING);
            enricher.round();

            assertThat(enricher.manual.first.calls()).isEmpty();
            assertThat(answer(enricher).caveats()).doesNotContain(Caveat.INPUT_TRUNCATED, Caveat.ALTERNATE_PROVIDER);
        }
    }

    private static EnricherHarness enricher(String routes) {
        return new EnricherHarness(new ManualParts(ManualParts.TWO_PROVIDERS + routes));
    }

    private static void pace(EnricherHarness enricher, int first, int second) {
        for (int i = 0; i < 50; i++) {
            enricher.manual.owner.providers().get("first").latencies().record(Duration.ofMillis(first));
            enricher.manual.owner.providers().get("second").latencies().record(Duration.ofMillis(second));
        }
    }

    private static EnrichedIncident answer(EnricherHarness enricher) {
        return enricher.outputs.answers().get(0);
    }
}
