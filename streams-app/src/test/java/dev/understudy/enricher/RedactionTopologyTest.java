package dev.understudy.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.enrichment.Caveat;
import dev.understudy.domain.request.EnrichedIncident;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedactionTopologyTest {
    private static final Path SAMPLES = Path.of("..", "examples", "alerts.jsonl");
    private static final String[] PLANTED = {"EXAMPLE-not-a-secret", "AKIAIOSFODNN7EXAMPLE"};

    private EnricherHarness enricher;

    @BeforeEach
    void start() {
        enricher = new EnricherHarness();
    }

    @AfterEach
    void stop() {
        enricher.close();
    }

    /** A line of the samples, counted from one, as they are numbered. */
    private void sample(int number) throws IOException {
        enricher.send("sample", Files.readAllLines(SAMPLES).get(number - 1));
        enricher.round();
    }

    @Test
    void shouldShowNoSecretToTheModel() throws IOException {
        sample(58);
        enricher.manual.first.answer(0, Severity.HIGH);
        enricher.round();

        assertThat(enricher.manual.first.calls().get(0).request().prompt().user())
                .doesNotContain(PLANTED);
        EnrichedIncident answer = enricher.outputs.answers().get(0);
        assertThat(answer.alert().description()).contains(PLANTED);
        assertThat(answer.caveats()).contains(Caveat.INPUT_REDACTED).doesNotContain(Caveat.INJECTION_SUSPECTED);
        assertThat(answer.provenance().redactions())
                .containsEntry("url-password", 2)
                .containsEntry("credential", 2)
                .hasSize(2);
    }

    @Test
    void shouldShowNoSecretInWhatTheRulesSay() throws IOException {
        enricher.manual.first.refuse(FailureReason.BREAKER_OPEN);
        enricher.manual.second.refuse(FailureReason.BREAKER_OPEN);
        sample(58);

        EnrichedIncident answer = enricher.outputs.answers().get(0);
        assertThat(answer.revision()).isZero();
        assertThat(answer.enrichment().toString()).doesNotContain(PLANTED).contains("postgres://crm:[REDACTED:");
        assertThat(answer.alert().description()).contains(PLANTED);
        assertThat(answer.caveats()).containsExactly(Caveat.INPUT_REDACTED);
        assertThat(answer.provenance().redactions()).containsKeys("url-password", "credential");
    }

    @Test
    void shouldFlagAnInstructionAndKeepTheSeverity() throws IOException {
        sample(59);
        enricher.manual.first.answer(0, Severity.INFO);
        enricher.round();

        EnrichedIncident answer = enricher.outputs.answers().get(0);
        assertThat(answer.caveats()).contains(Caveat.INJECTION_SUSPECTED);
        assertThat(answer.enrichment().assessment().severity()).isEqualTo(Severity.WARNING);
        assertThat(answer.alert().severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void shouldFlagAnInstructionInARevisionOfTheRules() throws IOException {
        sample(59);
        enricher.after(Duration.ofSeconds(31));

        EnrichedIncident answer = enricher.outputs.answers().get(0);
        assertThat(answer.revision()).isZero();
        assertThat(answer.caveats()).containsExactly(Caveat.INJECTION_SUSPECTED);
        assertThat(answer.enrichment().assessment().severity()).isEqualTo(Severity.CRITICAL);
    }
}
