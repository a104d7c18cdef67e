package dev.understudy.provider.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.attempt.TokenUsage;
import dev.understudy.prompt.SamplePrompts;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.ChatRequest;
import dev.understudy.provider.ScriptedExchange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tokens of a provider in any minute, on a clock that stands still unless it is moved. */
class TokenRateTest {
    /** 1,000 tokens of prompt, and the answer: 1,500 by estimate. */
    private static final ChatRequest REQUEST =
            new ChatRequest("request-1", SamplePrompts.of("s", "u", 1_000), Duration.ofSeconds(5));

    private static final Duration QUARTER = Duration.ofMillis(15_150);

    private final ScriptedExchange exchange = new ScriptedExchange();
    private final AtomicLong nanos = new AtomicLong();

    private ChatModel model(int tokensPerMinute) {
        return RateLimitedChatModel.wrap(exchange, new CallRate(null, tokensPerMinute, nanos::get));
    }

    @Test
    void shouldRefuseACallWhoseEstimatedTokensExceedTheRateAndSayUntilWhen() {
        ChatModel model = model(12_000);
        begin(model);
        advance(Duration.ofSeconds(2));
        begin(model);

        assertThat(refusedFor(model)).isEqualTo(QUARTER.minusSeconds(2));
        assertThat(exchange.calls()).isEqualTo(2);

        advance(QUARTER.minusSeconds(2));
        begin(model);
    }

    @Test
    void shouldGiveBackWhatACallDidNotTake() {
        ChatModel model = model(12_000);
        Begun first = begin(model);
        begin(model);
        assertThat(refusedFor(model)).isEqualTo(QUARTER);

        first.took(0);

        begin(model);
        assertThat(refusedFor(model)).isEqualTo(QUARTER);
    }

    @Test
    void shouldTakeMoreWhenACallTookMoreThanEstimated() {
        ChatModel model = model(12_000);

        begin(model).took(2_900);

        assertThat(refusedFor(model)).isEqualTo(QUARTER);
    }

    @Test
    void shouldKeepTheEstimateWhenAFailedCallSaysNothingOfItsTokens() {
        ChatModel model = model(6_000);

        begin(model).future().complete(ScriptedExchange.failed(FailureReason.SERVER_ERROR));

        assertThat(refusedFor(model)).isEqualTo(QUARTER);
    }

    @Test
    void shouldLetACallThroughThatAloneExceedsTheRate() {
        ChatModel model = model(600);

        begin(model);

        assertThat(refusedFor(model)).isEqualTo(Duration.ofMillis(60_600));
    }

    @Test
    void shouldNotChangeAMinuteThatACallHasLeft() {
        ChatModel model = model(6_000);
        Begun late = begin(model);
        advance(Duration.ofMinutes(2));
        begin(model);

        late.took(0);

        assertThat(refusedFor(model)).isEqualTo(QUARTER);
    }

    @Test
    void shouldSpendNeitherRateWhenTheOtherIsUsedUp() {
        ChatModel model = RateLimitedChatModel.wrap(exchange, new CallRate(60, 12_000, nanos::get));
        begin(model);
        for (int i = 0; i < 100; i++) {
            assertThat(refusedFor(model)).isEqualTo(Duration.ofMillis(1_010));
        }

        advance(Duration.ofMillis(1_010));
        begin(model);
        advance(Duration.ofMillis(1_010));
        assertThat(refusedFor(model)).isEqualTo(QUARTER.minusMillis(2_020));
    }

    @ParameterizedTest
    @ValueSource(ints = {20_000, 200_000, 2_000_000})
    void shouldLetTheRateThroughAndNoMore(int tokensPerMinute) {
        ChatModel model = model(tokensPerMinute);
        Random random = new Random(tokensPerMinute);
        long minute = Duration.ofMinutes(1).toNanos();
        Deque<long[]> lastMinute = new ArrayDeque<>();
        long inMinute = 0;
        long most = 0;
        long all = 0;
        while (nanos.addAndGet(random.nextLong(minute / 1_000)) < 5 * minute) {
            while (true) {
                int tokens = random.nextInt(1_000);
                exchange.next(answered(tokens));
                if (!(model.call(REQUEST).join() instanceof Outcome.Completed)) {
                    exchange.call(REQUEST).join();
                    break;
                }
                lastMinute.add(new long[] {nanos.get(), tokens});
                inMinute += tokens;
                all += tokens;
            }
            while (!lastMinute.isEmpty() && lastMinute.peek()[0] <= nanos.get() - minute) {
                inMinute -= lastMinute.remove()[1];
            }
            most = Math.max(most, inMinute);
        }

        System.out.printf("%d tokens a minute: at most %d in any, %d in five%n", tokensPerMinute, most, all);
        assertThat(most).isLessThanOrEqualTo(tokensPerMinute);
        assertThat(all).isGreaterThan((long) (5 * 0.6 * tokensPerMinute));
    }

    /** A call that is let through, and ends when it is told. */
    private Begun begin(ChatModel model) {
        Begun begun = new Begun(exchange.pending());
        assertThat(model.call(REQUEST)).isNotDone();
        return begun;
    }

    private record Begun(CompletableFuture<Outcome> future) {
        void took(long tokens) {
            future.complete(answered(tokens));
        }
    }

    private Duration refusedFor(ChatModel model) {
        Outcome.Refused refused = (Outcome.Refused) model.call(REQUEST).join();
        assertThat(refused.reason()).isEqualTo(FailureReason.RATE_CAP);
        return refused.retryAfter();
    }

    private void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static Outcome answered(long tokens) {
        Outcome.Completed completed = (Outcome.Completed) ScriptedExchange.COMPLETED;
        return new Outcome.Completed(
                completed.answer(), new ModelResponse("model-1", "id-1", null, new TokenUsage(tokens, 0, 0, 0)));
    }
}
