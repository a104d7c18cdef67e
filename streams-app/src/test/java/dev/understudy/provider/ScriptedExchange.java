package dev.understudy.provider;

import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.attempt.TokenUsage;
import dev.understudy.domain.enrichment.Actionability;
import dev.understudy.domain.enrichment.Answer;
import dev.understudy.domain.enrichment.Assessment;
import dev.understudy.domain.enrichment.Confidence;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.domain.enrichment.FaultDomain;
import dev.understudy.prompt.SamplePrompts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A call that ends as it is told; it succeeds when it is told nothing. */
public final class ScriptedExchange implements ChatModel {
    public static final ChatRequest REQUEST =
            new ChatRequest("request-1", SamplePrompts.of("system", "user"), Duration.ofSeconds(5));
    public static final Outcome COMPLETED = new Outcome.Completed(
            new Answer(
                    new Enrichment(
                            "title",
                            "summary",
                            new Assessment(
                                    Severity.WARNING,
                                    "",
                                    Actionability.NO_ACTION,
                                    FaultDomain.APPLICATION,
                                    Confidence.LOW,
                                    null),
                            "",
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of()),
                    Set.of()),
            new ModelResponse("model-1", "id-1", null, new TokenUsage(100, 0, 20, 0)));

    private final Queue<CompletableFuture<Outcome>> script = new ArrayDeque<>();
    private int calls;

    public static Outcome failed(FailureReason reason) {
        return failed(reason, null);
    }

    public static Outcome failed(FailureReason reason, @Nullable Duration retryAfter) {
        Integer status = reason == FailureReason.CANCELLED ? null : 400;
        return new Outcome.Failed(
                reason, new Outcome.Detail(status, null, "failed", retryAfter, true, ModelResponse.NONE));
    }

    public void next(FailureReason reason) {
        next(failed(reason));
    }

    public void next(Outcome outcome) {
        script.add(CompletableFuture.completedFuture(outcome));
    }

    /** The next call stays out until the future is completed. */
    public CompletableFuture<Outcome> pending() {
        CompletableFuture<Outcome> future = new CompletableFuture<>();
        script.add(future);
        return future;
    }

    public int calls() {
        return calls;
    }

    @Override
    public CompletableFuture<Outcome> call(ChatRequest request) {
        calls++;
        CompletableFuture<Outcome> next = script.poll();
        return next == null ? CompletableFuture.completedFuture(COMPLETED) : next;
    }
}
