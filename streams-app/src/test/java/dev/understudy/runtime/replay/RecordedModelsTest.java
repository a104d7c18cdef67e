package dev.understudy.runtime.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.ProviderConfig;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.FinishReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.attempt.RecordedExchange;
import dev.understudy.domain.attempt.RecordedExchange.Question;
import dev.understudy.domain.attempt.TokenUsage;
import dev.understudy.domain.enrichment.Caveat;
import dev.understudy.metrics.ProviderMetrics;
import dev.understudy.prompt.Prompt;
import dev.understudy.prompt.PromptRenderer;
import dev.understudy.prompt.SampleAlerts;
import dev.understudy.provider.ChatRequest;
import dev.understudy.provider.SampleProviders;
import dev.understudy.provider.call.Providers;
import dev.understudy.redaction.Redactor;
import dev.understudy.testing.ManualChatModel;
import dev.understudy.testing.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordedModelsTest {
    private static final String MAIL = "jane" + "@" + "example.com";

    private final ProviderConfig provider = SampleProviders.openAi().build();
    private final Prompt asked = prompt("ask " + MAIL);
    private final Map<RecordedModels.Asked, RecordedExchange> exchanges = new HashMap<>();

    private Prompt prompt(String description) {
        return new PromptRenderer(new byte[] {1})
                .render(SampleAlerts.withDescription(description), "request-1", provider);
    }

    private void record(String model, String text, Instant at) {
        record("request-0", model, text, at);
    }

    private void record(String requestId, String model, String text, Instant at) {
        RecordedModels.keep(
                new RecordedExchange(
                        new Question("openai", model, asked.hash()),
                        requestId,
                        "1",
                        new RecordedExchange.Words("system", "user"),
                        ManualChatModel.completed(Severity.HIGH)
                                .answer()
                                .enrichment()
                                .map(any -> text),
                        true,
                        "model-b",
                        FinishReason.STOP,
                        new TokenUsage(7, 0, 3, 0),
                        120,
                        at),
                exchanges);
    }

    private RecordedModels models() {
        return new RecordedModels(exchanges, Redactor.standard());
    }

    private Outcome call(RecordedModels models, String requestId, Prompt prompt) {
        return models.model("openai", provider)
                .call(new ChatRequest(requestId, prompt, Duration.ofSeconds(5)))
                .join();
    }

    @Test
    void shouldGiveTheRecordedAnswerWithAddressesPutBack() {
        record(provider.model(), "[EMAIL_1] knows", Instant.EPOCH);
        RecordedModels models = models();

        Outcome outcome = call(models, "request-1", asked);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Completed.class, completed -> {
            assertThat(completed.answer().enrichment().summary()).isEqualTo(MAIL + " knows");
            assertThat(completed.answer().caveats()).containsExactly(Caveat.OUTPUT_REPAIRED);
            assertThat(completed.response().model()).isEqualTo("model-b");
            assertThat(completed.response().usage()).isEqualTo(new TokenUsage(7, 0, 3, 0));
        });
        assertThat(call(models(), "request-2", asked)).isEqualTo(outcome);
        assertThat(models.misses()).isEmpty();
    }

    @Test
    void shouldGiveTheLastAnswerToAQuestionWhicheverWasReadLast() {
        record(provider.model(), "second", Instant.EPOCH.plusSeconds(2));
        record(provider.model(), "first", Instant.EPOCH.plusSeconds(1));

        assertThat(models().size()).isEqualTo(1);
        assertThat(exchanges.values())
                .allSatisfy(kept -> assertThat(kept.words()).isNull());
        assertThat(call(models(), "request-1", asked))
                .isInstanceOfSatisfying(Outcome.Completed.class, completed -> assertThat(
                                completed.answer().enrichment().summary())
                        .isEqualTo("second"));
    }

    @Test
    void shouldGiveTheAnswerThatTheSameRequestWasGiven() {
        record("request-1", provider.model(), "to the first", Instant.EPOCH.plusSeconds(1));
        record("request-2", provider.model(), "to the second", Instant.EPOCH.plusSeconds(2));
        RecordedModels models = models();

        assertThat(List.of("request-1", "request-2", "request-3"))
                .extracting(requestId -> ((Outcome.Completed) call(models, requestId, asked))
                        .answer()
                        .enrichment()
                        .summary())
                .containsExactly("to the first", "to the second", "to the second");
        assertThat(models.size()).isEqualTo(1);
    }

    @Test
    void shouldNameEachQuestionThatNothingAnswersOnce() {
        record("another-model", "said", Instant.EPOCH);
        RecordedModels models = models();

        Outcome outcome = call(models, "request-2", asked);
        call(models, "request-2", asked);
        call(models, "request-1", asked);

        assertThat(outcome)
                .isEqualTo(Outcome.Failed.of(
                        FailureReason.BAD_REQUEST,
                        "no recorded exchange with openai (" + provider.model() + ") for KubePodCrashLooping"));
        assertThat(models.misses())
                .isEqualTo(List.of(
                        new MissedQuestion(
                                "request-1", "openai", provider.model(), "KubePodCrashLooping", asked.hash()),
                        new MissedQuestion(
                                "request-2", "openai", provider.model(), "KubePodCrashLooping", asked.hash())));
        assertThat(models.missedCalls()).isEqualTo(3);
    }

    @Test
    void shouldLeaveTheBreakerClosedHoweverManyQuestionsAreMissed() {
        try (Providers providers = Providers.create(
                SampleProviders.config(Map.of("openai", provider), 10),
                models(),
                new ProviderMetrics(new SimpleMeterRegistry()),
                new ManualClock(),
                Map.of())) {
            for (int i = 0; i < 500; i++) {
                providers
                        .provider("openai")
                        .chatModel()
                        .call(new ChatRequest("request-" + i, asked, Duration.ofSeconds(5)))
                        .join();
            }

            assertThat(providers.state("openai").reason()).isNull();
            assertThat(providers.state("openai").isAvailable()).isTrue();
        }
    }
}
