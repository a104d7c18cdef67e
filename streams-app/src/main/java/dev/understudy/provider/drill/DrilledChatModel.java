package dev.understudy.provider.drill;

import dev.understudy.domain.attempt.Outcome;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.ChatRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Stands in place of the exchange while a drill is on: calls end as with the real fault, and nothing is sent. Calls that
 * began before the drill are not touched. Thread-safe.
 */
public final class DrilledChatModel implements ChatModel {
    private final ChatModel next;
    private final String provider;
    private final Drills drills;

    private DrilledChatModel(ChatModel next, String provider, Drills drills) {
        this.next = next;
        this.provider = provider;
        this.drills = drills;
    }

    /** The exchange of a provider, unless one of these drills is on for it. */
    public static ChatModel wrap(ChatModel next, String provider, Drills drills) {
        return new DrilledChatModel(next, provider, drills);
    }

    @Override
    public CompletableFuture<Outcome> call(ChatRequest request) {
        Drill drill = drills.current(provider);
        if (drill == null) {
            return next.call(request);
        }
        Outcome outcome = drill.fault().outcome();
        return drill.fault() == DrillFault.TIMEOUT
                ? new CompletableFuture<Outcome>()
                        .completeOnTimeout(outcome, request.timeout().toNanos(), TimeUnit.NANOSECONDS)
                : CompletableFuture.completedFuture(outcome);
    }
}
