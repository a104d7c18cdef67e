package dev.understudy.testing;

import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.FinishReason;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.attempt.TokenUsage;
import dev.understudy.domain.enrichment.Actionability;
import dev.understudy.domain.enrichment.Answer;
import dev.understudy.domain.enrichment.Assessment;
import dev.understudy.domain.enrichment.Confidence;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.domain.enrichment.FaultDomain;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.ChatRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A model whose calls end when and as a test says. */
public final class ManualChatModel implements ChatModel {
    /** A call that was started. */
    public record Call(ChatRequest request, CompletableFuture<Outcome> future) {}

    private final List<Call> calls = new ArrayList<>();
    private Outcome.@Nullable Refused refusal;

    @Override
    public CompletableFuture<Outcome> call(ChatRequest request) {
        if (refusal != null) {
            return CompletableFuture.completedFuture(refusal);
        }
        Call call = new Call(request, new CompletableFuture<>());
        calls.add(call);
        return call.future();
    }

    /** From now on no call is taken; null takes calls again. */
    public void refuse(@Nullable FailureReason reason) {
        refusal = reason == null ? null : new Outcome.Refused(reason, Duration.ofSeconds(7));
    }

    /** All calls, in order. */
    public List<Call> calls() {
        return calls;
    }

    /** The model answers the call. */
    public void answer(int call, Severity severity) {
        calls.get(call).future().complete(completed(severity));
    }

    /** The call fails. */
    public void fail(int call, FailureReason reason) {
        calls.get(call).future().complete(Outcome.Failed.of(reason, "as the test says"));
    }

    /** A good answer. */
    public static Outcome.Completed completed(Severity severity) {
        Assessment assessment = new Assessment(
                severity, "why", Actionability.ACTION_REQUIRED, FaultDomain.APPLICATION, Confidence.HIGH, null);
        Enrichment enrichment = new Enrichment(
                "title",
                "summary",
                assessment,
                "impact",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        return new Outcome.Completed(
                new Answer(enrichment, Set.of()),
                new ModelResponse("model-1", "id-1", FinishReason.STOP, new TokenUsage(1000, 0, 200, 0)));
    }
}
