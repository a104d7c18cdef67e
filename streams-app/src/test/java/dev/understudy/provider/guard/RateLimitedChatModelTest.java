package dev.understudy.provider.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.ScriptedExchange;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitedChatModelTest {
    private final ScriptedExchange exchange = new ScriptedExchange();
    private final AtomicLong nanos = new AtomicLong();

    private ChatModel model(int requestsPerMinute) {
        return RateLimitedChatModel.wrap(
                exchange, new AtomicRateLimiter("tested", RateLimitedChatModel.slices(requestsPerMinute), nanos::get));
    }

    @Test
    void shouldRefuseWithoutWaitingBeyondTheRate() {
        ChatModel model = model(60);
        model.call(ScriptedExchange.REQUEST).join();

        Outcome outcome = model.call(ScriptedExchange.REQUEST).join();

        assertThat(outcome).isEqualTo(new Outcome.Refused(FailureReason.RATE_CAP, Duration.ofSeconds(1)));
        assertThat(exchange.calls()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 60, 599, 600, 1_199, 5_000, 60_000, 600_000})
    void shouldLetTheRateThroughAndNoMore(int requestsPerMinute) {
        ChatModel model = model(requestsPerMinute);
        long second = Duration.ofSeconds(1).toNanos();
        int most = 0;
        for (int i = 0; i < 60; i++) {
            int before = exchange.calls();
            for (int step = 0; step < 1_000; step++) {
                nanos.addAndGet(second / 1_000);
                while (model.call(ScriptedExchange.REQUEST).join() instanceof Outcome.Completed) {
                    // as many as go
                }
            }
            most = Math.max(most, exchange.calls() - before);
        }

        int slice = RateLimitedChatModel.slices(requestsPerMinute).getLimitForPeriod();
        assertThat(most).isLessThanOrEqualTo((int) Math.ceil(requestsPerMinute / 60.0) + slice);
        assertThat(exchange.calls()).isBetween((int) (requestsPerMinute * 0.98), requestsPerMinute + slice);
    }

    @ParameterizedTest
    @ValueSource(ints = {600, 1_199, 5_000, 600_000})
    void shouldSliceNoCoarserThanATenthOfASecond(int requestsPerMinute) {
        RateLimiterConfig slices = RateLimitedChatModel.slices(requestsPerMinute);

        assertThat(slices.getLimitRefreshPeriod()).isLessThanOrEqualTo(Duration.ofMillis(100));
        assertThat(slices.getTimeoutDuration()).isZero();
    }

    @Test
    void shouldStandAsideWithoutARate() {
        assertThat(RateLimitedChatModel.wrap(exchange, null)).isSameAs(exchange);
    }
}
