package dev.understudy.runtime.replay;

import dev.understudy.config.ProviderConfig;
import dev.understudy.config.RulesConfig;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.FinishReason;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.attempt.TokenEstimate;
import dev.understudy.domain.attempt.TokenUsage;
import dev.understudy.domain.enrichment.Answer;
import dev.understudy.domain.enrichment.Assessment;
import dev.understudy.domain.enrichment.Confidence;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.policy.Rules;
import dev.understudy.prompt.Prompt;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.ChatRequest;
import dev.understudy.provider.call.ModelSource;
import dev.understudy.redaction.Redactor;
import dev.understudy.runtime.replay.script.Script;
import dev.understudy.runtime.replay.script.ScriptRule;
import dev.understudy.runtime.settings.ShippedRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers as a script says, and where it says nothing, what the rules that ship know of the alert; without a network.
 * Equal questions get equal answers. They are redacted like those of a model. Thread-safe.
 */
public final class ScriptedModels implements ModelSource {
    private final Script script;
    private final Rules rules = Rules.of(ShippedRules.after(RulesConfig.defaults()));
    private final Redactor redactor = Redactor.standard();

    private ScriptedModels(Script script) {
        this.script = script;
    }

    /** Without a script: every answer is made from the alert itself. */
    public static ScriptedModels standard() {
        return new ScriptedModels(Script.EMPTY);
    }

    /**
     * Reads a script.
     *
     * @throws dev.understudy.config.ConfigException when it cannot be read or says something else than expected
     */
    public static ScriptedModels read(Path file) {
        return new ScriptedModels(Script.read(file));
    }

    @Override
    public ChatModel model(String provider, ProviderConfig config) {
        return request -> {
            Optional<ScriptRule> rule = script.rule(provider, request.prompt().alert());
            return after(
                    rule.map(ScriptRule::latency).orElse(null), outcome(rule.orElse(null), config, request), request);
        };
    }

    private static CompletableFuture<Outcome> after(@Nullable Duration latency, Outcome outcome, ChatRequest request) {
        if (latency == null || latency.isZero()) {
            return CompletableFuture.completedFuture(outcome);
        }
        boolean inTime = latency.compareTo(request.timeout()) < 0;
        Duration wait = inTime ? latency : request.timeout();
        Outcome ended = inTime ? outcome : Outcome.Failed.of(FailureReason.CALL_TIMEOUT, "script: no answer in time");
        return new CompletableFuture<Outcome>().completeOnTimeout(ended, wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    private Outcome outcome(@Nullable ScriptRule rule, ProviderConfig config, ChatRequest request) {
        FailureReason failure = rule == null ? null : rule.failure();
        if (failure != null) {
            return Outcome.Failed.of(failure, "script: this provider fails so");
        }
        Prompt prompt = request.prompt();
        Enrichment standard = standard(prompt.alert());
        Enrichment said =
                rule == null || rule.answer() == null ? standard : rule.answer().over(standard);
        Answer answer =
                redactor.restored(new Answer(said, Set.of()), prompt.redaction().placeholders());
        TokenUsage usage = new TokenUsage(prompt.size().tokensEstimated(), 0, tokens(said), 0);
        return new Outcome.Completed(answer, new ModelResponse(config.model(), null, FinishReason.STOP, usage));
    }

    /** What the rules say, as a model would say it. */
    private Enrichment standard(Alert alert) {
        Enrichment known = rules.enrich(alert);
        Assessment assessment = known.assessment();
        return new Enrichment(
                known.title(),
                known.summary(),
                new Assessment(
                        assessment.severity(),
                        assessment.severityRationale(),
                        assessment.actionability(),
                        assessment.faultDomain(),
                        Confidence.MEDIUM,
                        null),
                known.impact(),
                known.affectedServices(),
                known.hypotheses(),
                known.suggestedActions(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static long tokens(Enrichment said) {
        long[] bytes = {0};
        said.map(text -> {
            bytes[0] += TokenEstimate.bytes(text);
            return text;
        });
        return TokenEstimate.ofBytes(bytes[0]);
    }
}
