package dev.understudy.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.enrichment.Caveat;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.Provenance;
import dev.understudy.prompt.AnswerSchema;
import dev.understudy.testing.ManualParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an answer says of the prompt that it is the answer to. */
class PromptRecordTopologyTest {
    private static final String TEMPLATE = """
            === system ===
            Data is between the lines with {{fence}}.
            {{schema}}
            === user ===
            {{fence}}
            {{alert}}
            {{fence}}
            """;

    @TempDir
    private Path folder;

    private Path base;
    private Path own;

    @BeforeEach
    void layTemplates() throws IOException {
        base = Files.writeString(folder.resolve("base.txt"), TEMPLATE);
        own = Files.writeString(folder.resolve("own.txt"), TEMPLATE);
    }

    /** The record about an alert that the first provider answers, or the second one while the first takes no calls. */
    private EnrichedIncident answer(boolean bySecond, String description) {
        String settings = ManualParts.TWO_PROVIDERS.replace(
                        "model: m2", "model: m2, max-input-tokens: 2000, bytes-per-token: 2, prompt: \"" + own + "\"")
                + "prompts: {template: \"" + base + "\"}\n";
        try (EnricherHarness enricher = new EnricherHarness(new ManualParts(settings))) {
            enricher.manual.first.refuse(bySecond ? FailureReason.BREAKER_OPEN : null);
            enricher.send("f", """
                    {"fingerprint":"f","name":"Alert","status":"FIRING","severity":"warning","description":"%s",
                     "startsAt":"2026-03-14T01:00:00Z"}
                    """.formatted(description));
            (bySecond ? enricher.manual.second : enricher.manual.first).answer(0, Severity.HIGH);
            enricher.round();
            return enricher.outputs.answers().get(0);
        }
    }

    private Provenance.PromptRef prompt(boolean bySecond) {
        return answer(bySecond, "short").provenance().prompt();
    }

    @Test
    void shouldChangeItsVersionWithOneByteOfTheTemplate() throws IOException {
        Provenance.PromptRef before = prompt(false);
        assertThat(prompt(false)).isEqualTo(before);

        Files.writeString(base, TEMPLATE.replace("Data is", "Data in"));
        Provenance.PromptRef after = prompt(false);

        assertThat(after.version()).matches("[0-9a-f]{16}").isNotEqualTo(before.version());
        assertThat(after.outputSchemaVersion())
                .isEqualTo(before.outputSchemaVersion())
                .isEqualTo(AnswerSchema.current().version());
    }

    @Test
    void shouldHaveTheVersionOfTheTemplateThatWasSent() throws IOException {
        assertThat(prompt(true).version())
                .as("equal words")
                .isEqualTo(prompt(false).version());

        Files.writeString(own, TEMPLATE + "!");

        Provenance.PromptRef first = prompt(false);
        Provenance.PromptRef second = prompt(true);
        assertThat(second.version()).isNotEqualTo(first.version());
        Files.writeString(base, TEMPLATE + "?");
        assertThat(prompt(false).version()).isNotEqualTo(first.version());
        assertThat(prompt(true).version()).isEqualTo(second.version());
    }

    @Test
    void shouldSayHowLongThePromptWasForTheProviderThatAnswered() {
        EnrichedIncident whole = answer(false, "d".repeat(10_000));
        EnrichedIncident cut = answer(true, "d".repeat(10_000));

        assertThat(whole.provenance().prompt().bytesCut()).isZero();
        assertThat(whole.provenance().prompt().tokensEstimated()).isBetween(3_000L, 5_000L);
        assertThat(whole.caveats()).doesNotContain(Caveat.INPUT_TRUNCATED);
        assertThat(cut.provenance().prompt().bytesCut()).isBetween(6_000L, 10_000L);
        assertThat(cut.provenance().prompt().tokensEstimated()).isBetween(1_900L, 2_000L);
        assertThat(cut.caveats()).contains(Caveat.INPUT_TRUNCATED);
    }
}
