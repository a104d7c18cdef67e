package dev.understudy.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.PromptsConfig;
import dev.understudy.config.ProviderConfig;
import dev.understudy.config.StructuredOutput;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertTimes;
import dev.understudy.provider.SampleProviders;
import dev.understudy.redaction.Redactor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes two prompts the same question: a replay finds the answer to it by the hash. */
class PromptHashTest {
    private static final Alert ALERT = SampleAlerts.withDescription("out of memory; ask jane" + "@" + "example.com");

    private final ProviderConfig provider = SampleProviders.openAi().build();

    private static PromptRenderer renderer(String secret, PromptsConfig prompts) {
        return new PromptRenderer(
                secret.getBytes(StandardCharsets.UTF_8),
                Redactor.standard(),
                PromptTexts.of(SampleProviders.config(
                        Map.of("openai", SampleProviders.openAi().build()), 10, prompts)));
    }

    private Prompt production(Alert alert) {
        return renderer("production", PromptsConfig.defaults())
                .render(alert, PromptContext.NONE, "request-1", provider, provider.maxInputTokens());
    }

    /** In another installation, as another request, after other episodes, received the day after. */
    private Prompt replay(Alert alert, int recurrence) {
        AlertTimes times = alert.times();
        Alert later = alert.withTimes(new AlertTimes(
                times.startsAt(), times.endsAt(), times.receivedAt().plus(Duration.ofDays(1))));
        return renderer("replay", PromptsConfig.defaults())
                .render(later, new PromptContext(recurrence), "request-2", provider, provider.maxInputTokens());
    }

    private String hash(PromptsConfig prompts, ProviderConfig asked, Alert alert) {
        return renderer("production", prompts).render(alert, "request-1", asked).hash();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1_000})
    void shouldBeTheSameForTheSameAlertOnAnotherOccasion(int recurrence) {
        Prompt once = production(ALERT);
        Prompt again = replay(ALERT, recurrence);

        assertThat(again.hash()).isEqualTo(once.hash());
        assertThat(again.user()).isNotEqualTo(once.user());
        assertThat(again.user().contains("fired " + recurrence + " times")).isEqualTo(recurrence > 1);
    }

    @Test
    void shouldBeTheSameWhenTheAlertIsCut() {
        Alert long_ = SampleAlerts.withDescription("many words ".repeat(100_000));

        assertThat(replay(long_, 3).hash()).isEqualTo(production(long_).hash());
        assertThat(production(long_).inputTruncated()).isTrue();
    }

    @Test
    void shouldBeTheSameAfterTheProviderSaidThatItsWindowIsSmaller() {
        Alert long_ = SampleAlerts.withDescription("many words ".repeat(2_000));
        Prompt cut = renderer("production", PromptsConfig.defaults())
                .render(long_, PromptContext.NONE, "request-1", provider, provider.maxInputTokens() / 4);

        assertThat(cut.hash()).isEqualTo(production(long_).hash());
        assertThat(cut.user()).isNotEqualTo(production(long_).user());
    }

    @Test
    void shouldDifferWhenAnythingElseIsAsked() {
        String hash = production(ALERT).hash();
        AlertTimes times = ALERT.times();

        assertThat(production(SampleAlerts.withDescription("out of disk")).hash())
                .isNotEqualTo(hash);
        assertThat(production(ALERT.withTimes(
                                new AlertTimes(times.startsAt().plusSeconds(1), null, times.receivedAt())))
                        .hash())
                .isNotEqualTo(hash);
        assertThat(hash(new PromptsConfig(null, "Be brief.", null, null, null), provider, ALERT))
                .isNotEqualTo(hash);
        assertThat(hash(new PromptsConfig(null, null, null, "German", null), provider, ALERT))
                .isNotEqualTo(hash);
        assertThat(hash(
                        PromptsConfig.defaults(),
                        SampleProviders.openAi()
                                .structured(StructuredOutput.JSON)
                                .build(),
                        ALERT))
                .isNotEqualTo(hash);
        assertThat(hash(PromptsConfig.defaults(), provider, ALERT)).isEqualTo(hash);
    }

    @Test
    void shouldReadTheSameOfEveryCallWithAConstantFence() {
        Prompt one = production(ALERT).withConstantFence();
        Prompt other = renderer("elsewhere", PromptsConfig.defaults())
                .render(ALERT, "request-2", provider)
                .withConstantFence();

        assertThat(one).isEqualTo(other);
        assertThat(one.user())
                .startsWith("BEGIN ALERT 0000000000000000\n")
                .doesNotContain(production(ALERT).fence());
        assertThat(one.system())
                .contains("0000000000000000")
                .doesNotContain(production(ALERT).fence());
    }
}
