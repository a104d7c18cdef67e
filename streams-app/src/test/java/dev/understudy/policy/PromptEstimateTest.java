package dev.understudy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.alert.Alert;
import dev.understudy.prompt.Prompt;
import dev.understudy.prompt.PromptRenderer;
import dev.understudy.prompt.SampleAlerts;
import dev.understudy.provider.SampleProviders;
import dev.understudy.testing.ExampleAlerts;
import java.util.LongSummaryStatistics;
import org.junit.jupiter.api.Test;

class PromptEstimateTest {
    private final PromptRenderer renderer = new PromptRenderer(new byte[] {1});

    @Test
    void shouldBeNearThePromptThatIsWritten() {
        LongSummaryStatistics percent = ExampleAlerts.all().stream()
                .mapToLong(alert -> 100 * PromptEstimate.tokens(alert) / written(alert, 16_000))
                .summaryStatistics();

        System.out.println("estimate in percent of the prompt of each example alert: " + percent);
        assertThat(percent.getMin()).isGreaterThanOrEqualTo(85);
        assertThat(percent.getMax()).isLessThanOrEqualTo(125);
    }

    @Test
    void shouldExceedTheWindowWhenThePromptIsCutToIt() {
        for (int characters = 40_000; characters < 80_000; characters += 500) {
            Alert alert = SampleAlerts.withDescription("x".repeat(characters));
            boolean cut = renderer.render(alert, "r", SampleProviders.openAi().build())
                    .inputTruncated();
            if (cut) {
                assertThat(PromptEstimate.tokens(alert))
                        .as("%d characters", characters)
                        .isGreaterThan(16_000);
            }
            if (PromptEstimate.tokens(alert) > 17_000) {
                assertThat(cut).as("%d characters", characters).isTrue();
            }
        }
    }

    private long written(Alert alert, int window) {
        Prompt prompt = renderer.render(
                alert, "r", SampleProviders.openAi().maxInputTokens(window).build());
        return prompt.size().tokensEstimated();
    }
}
