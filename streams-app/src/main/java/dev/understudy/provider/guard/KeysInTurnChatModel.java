package dev.understudy.provider.guard;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.ChatRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes each call with the next key whose lane takes it, in turn, and says in the outcome which key that was. It
 * refuses only when every lane does. Thread-safe.
 */
public final class KeysInTurnChatModel implements ChatModel {
    private record Way(KeyLane lane, ChatModel model) {}

    private final List<Way> ways;
    /** Two calls at the same moment may take the same key: the turn spreads the load, and promises no more. */
    private volatile int turn;

    private KeysInTurnChatModel(List<Way> ways) {
        this.ways = ways;
    }

    /** The models behind the lanes, as one. */
    public static ChatModel wrap(List<KeyLane> lanes, Function<KeyLane, ChatModel> model) {
        return new KeysInTurnChatModel(
                lanes.stream().map(lane -> new Way(lane, model.apply(lane))).toList());
    }

    @Override
    public CompletableFuture<Outcome> call(ChatRequest request) {
        int first = turn;
        Outcome.Refused soonest = null;
        for (int i = first; i < first + ways.size(); i++) {
            int position = i % ways.size();
            Way way = ways.get(position);
            CompletableFuture<Outcome> call = way.model().call(request);
            Outcome.Refused refused = refusal(call);
            if (refused == null) {
                turn = (position + 1) % ways.size();
                return ObservedCall.mapped(call, outcome -> told(outcome, way.lane()));
            }
            if (!isOfLane(refused)) {
                return call;
            }
            soonest = soonest == null ? refused : sooner(soonest, refused);
        }
        return CompletableFuture.completedFuture(soonest);
    }

    /** The refusal of a call that was not made; refusals are complete at once. */
    private static Outcome.@Nullable Refused refusal(CompletableFuture<Outcome> call) {
        return call.isDone() && !call.isCompletedExceptionally() && call.join() instanceof Outcome.Refused refused
                ? refused
                : null;
    }

    private static boolean isOfLane(Outcome.Refused refused) {
        return refused.reason() == FailureReason.BREAKER_OPEN || refused.reason() == FailureReason.PAUSED;
    }

    /** One that waits for its probes to end may take calls at any moment. */
    private static Outcome.Refused sooner(Outcome.Refused one, Outcome.Refused other) {
        Duration wait = one.retryAfter();
        Duration otherWait = other.retryAfter();
        return wait == null || (otherWait != null && otherWait.compareTo(wait) >= 0) ? one : other;
    }

    private Outcome told(Outcome outcome, KeyLane used) {
        String key = used.key();
        return key == null
                ? outcome
                : outcome.fold(
                        completed -> completed.withKey(key),
                        refused -> refused,
                        failed -> failed.withKey(key, hasAnother(key)));
    }

    private boolean hasAnother(String key) {
        return ways.stream()
                .map(Way::lane)
                .anyMatch(lane -> !key.equals(lane.key()) && !lane.state().isTurnedDown());
    }
}
