package dev.understudy.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.RecordedExchange;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.testing.ManualChatModel;
import dev.understudy.testing.ManualParts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An exchange is written with each answer of a model, and with nothing else. */
class RecordingTopologyTest {
    private static final String RECORDING = ManualParts.TWO_PROVIDERS + "record-exchanges: {enabled: true}\n";

    @Test
    void shouldRecordTheExchangeWithTheAnswer() {
        try (EnricherHarness enricher = new EnricherHarness(new ManualParts(RECORDING))) {
            enricher.alert("a", "warning");
            enricher.manual.first.fail(0, FailureReason.CONNECTION_RESET);
            enricher.round();
            assertThat(enricher.outputs.exchanges()).isEmpty();
            enricher.after(Duration.ofMillis(250));
            enricher.manual.first.answer(1, Severity.HIGH);
            enricher.round();

            EnrichedIncident answer = enricher.outputs.answers().get(0);
            assertThat(enricher.outputs.exchanges()).singleElement().satisfies(exchange -> {
                assertThat(exchange.question())
                        .isEqualTo(new RecordedExchange.Question(
                                "first", "m1", answer.provenance().prompt().hash()));
                assertThat(exchange.requestId()).isEqualTo(answer.identity().requestId());
                assertThat(exchange.promptVersion())
                        .isEqualTo(answer.provenance().prompt().version());
                assertThat(exchange.words().user()).startsWith("BEGIN ALERT 0000000000000000\nalertname: Alert\n");
                assertThat(exchange.words().system()).contains("0000000000000000");
                assertThat(exchange.answer())
                        .isEqualTo(ManualChatModel.completed(Severity.HIGH)
                                .answer()
                                .enrichment());
                assertThat(exchange.latencyMillis()).isEqualTo(250);
                assertThat(exchange.usage().output()).isEqualTo(200);
            });
        }
    }

    @Test
    void shouldRecordNothingForAnAnswerThatIsReused() {
        try (EnricherHarness enricher = new EnricherHarness(new ManualParts(RECORDING))) {
            enricher.alert("a", "warning");
            enricher.manual.first.answer(0, Severity.HIGH);
            enricher.round();
            enricher.alert("a", "warning");
            enricher.round();

            assertThat(enricher.outputs.answers()).hasSize(2);
            assertThat(enricher.outputs.exchanges()).hasSize(1);
        }
    }

    @Test
    void shouldRecordNothingUnlessAsked() {
        try (EnricherHarness enricher = new EnricherHarness()) {
            enricher.alert("a", "warning");
            enricher.manual.first.answer(0, Severity.HIGH);
            enricher.round();

            assertThat(enricher.outputs.answers()).hasSize(1);
            assertThat(enricher.outputs.exchanges()).isEmpty();
        }
    }
}
