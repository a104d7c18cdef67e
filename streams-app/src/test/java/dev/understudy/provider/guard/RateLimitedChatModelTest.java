package dev.understudy.provider.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.ScriptedExchange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitedChatModelTest {
    private final ScriptedExchange exchange = new ScriptedExchange();
    private final AtomicLong nanos = new AtomicLong();

    private ChatModel model(int requestsPerMinute) {
        return RateLimitedChatModel.wrap(exchange, new CallRate(requestsPerMinute, null, nanos::get));
    }

    @Test
    void shouldRefuseWithoutWaitingBeyondTheRate() {
        ChatModel model = model(60);
        model.call(ScriptedExchange.REQUEST).join();

        Outcome outcome = model.call(ScriptedExchange.REQUEST).join();

        assertThat(outcome).isEqualTo(new Outcome.Refused(FailureReason.RATE_CAP, Duration.ofMillis(1_010)));
        assertThat(exchange.calls()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 60, 599, 600, 1_199, 5_000, 60_000, 600_000})
    void shouldLetTheRateThroughAndNoMore(int requestsPerMinute) {
        ChatModel model = model(requestsPerMinute);
        Random random = new Random(requestsPerMinute);
        long second = Duration.ofSeconds(1).toNanos();
        long end = Duration.ofMinutes(1).toNanos();
        Deque<Long> lastSecond = new ArrayDeque<>();
        int most = 0;
        while (nanos.addAndGet(random.nextLong(second / 500)) < end) {
            while (model.call(ScriptedExchange.REQUEST).join() instanceof Outcome.Completed) {
                lastSecond.add(nanos.get());
            }
            while (!lastSecond.isEmpty() && lastSecond.peek() <= nanos.get() - second) {
                lastSecond.remove();
            }
            most = Math.max(most, lastSecond.size());
        }

        assertThat(most).isLessThanOrEqualTo((int) Math.ceil(requestsPerMinute / 60.0));
        assertThat(exchange.calls()).isBetween((int) (requestsPerMinute * 0.96), requestsPerMinute + 1);
    }

    @Test
    void shouldStandAsideWithoutARate() {
        assertThat(RateLimitedChatModel.wrap(exchange, null)).isSameAs(exchange);
    }
}
