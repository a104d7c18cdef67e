package dev.understudy.wholelife;

import dev.understudy.config.HedgingConfig;
import dev.understudy.config.ProviderConfig;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.ChatRequest;
import dev.understudy.provider.Provider;
import dev.understudy.provider.RecentLatencies;
import dev.understudy.testing.ManualChatModel;
import dev.understudy.testing.lives.TwoApplications;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Providers that reply as a scenario says, whoever asks. They keep to the contract of {@link ChatModel}: every call ends
 * within its timeout, and a refusal is complete on return. How long their answers usually took is given, not measured.
 */
final class ScriptedNetwork implements TwoApplications.Network {
    /** Who is told of calls and ends them in time. */
    interface Timetable {
        void called(ChatRequest request, String provider);

        void refused(Scenario.Refusal refusal);

        void endAfter(Duration time, int process, CompletableFuture<Outcome> call, Outcome outcome);
    }

    private final Map<String, Scenario.Script> scripts = new HashMap<>();
    private final Map<String, Integer> replied = new HashMap<>();
    private final Timetable timetable;

    ScriptedNetwork(Scenario scenario, Timetable timetable) {
        for (int i = 0; i < scenario.providers().size(); i++) {
            scripts.put(Scenario.provider(i), scenario.providers().get(i));
        }
        this.timetable = timetable;
    }

    @Override
    public Provider to(String provider, ProviderConfig config, int process) {
        RecentLatencies latencies = new RecentLatencies();
        Scenario.Script script = scripts.get(provider);
        for (int i = 0; i < HedgingConfig.defaults().minimumNumberOfCalls(); i++) {
            latencies.record(script.usualLatency());
        }
        return new Provider(provider, config, request -> meet(provider, process, request), latencies);
    }

    private CompletableFuture<Outcome> meet(String provider, int process, ChatRequest request) {
        Scenario.Script script = scripts.get(provider);
        int count = replied.merge(provider, 1, Integer::sum);
        Scenario.Reply reply =
                script.replies().get((count - 1) % script.replies().size());
        if (reply instanceof Scenario.Refusal refusal) {
            timetable.refused(refusal);
            return CompletableFuture.completedFuture(new Outcome.Refused(refusal.reason(), refusal.retryAfter()));
        }
        timetable.called(request, provider);
        Duration after = latency(reply);
        boolean inTime = after.compareTo(request.timeout()) < 0;
        Outcome outcome = inTime ? outcome(reply) : Outcome.Failed.of(FailureReason.CALL_TIMEOUT, "silent");
        if (after.isZero()) {
            return CompletableFuture.completedFuture(outcome);
        }
        CompletableFuture<Outcome> call = new CompletableFuture<>();
        timetable.endAfter(inTime ? after : request.timeout(), process, call, outcome);
        return call;
    }

    private static Duration latency(Scenario.Reply reply) {
        if (reply instanceof Scenario.Answer answer) {
            return answer.after();
        }
        return reply instanceof Scenario.Failure failure ? failure.after() : Duration.ofDays(1);
    }

    private static Outcome outcome(Scenario.Reply reply) {
        if (reply instanceof Scenario.Failure failure) {
            return new Outcome.Failed(
                    failure.reason(),
                    new Outcome.Detail(
                            null, null, "scripted", failure.retryAfter(), failure.answerBegan(), ModelResponse.NONE));
        }
        return ManualChatModel.completed(Severity.WARNING);
    }
}
