package dev.understudy.provider.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.RetryConfig;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.ScriptedExchange;
import dev.understudy.testing.ManualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("FutureReturnValueIgnored") // the exchange holds the other end
class PausingChatModelTest {
    private final ManualClock clock = new ManualClock();
    private final ScriptedExchange exchange = new ScriptedExchange();
    private final LanePause pause = new LanePause(RetryConfig.defaults(), clock);
    private final ChatModel model = PausingChatModel.wrap(exchange, pause);

    private Outcome call() {
        return model.call(ScriptedExchange.REQUEST).join();
    }

    private void limited(Duration retryAfter) {
        exchange.next(ScriptedExchange.failed(FailureReason.RATE_LIMITED, retryAfter));
        call();
    }

    private static Outcome paused(Duration remaining) {
        return new Outcome.Refused(FailureReason.PAUSED, remaining);
    }

    @Test
    void shouldRefuseUntilTheProviderTakesCallsAgain() {
        limited(Duration.ofSeconds(20));
        clock.advance(Duration.ofSeconds(5));

        assertThat(call()).isEqualTo(paused(Duration.ofSeconds(15)));
        assertThat(exchange.calls()).isEqualTo(1);
        assertThat(pause.state("default").nextProbe()).isEqualTo(clock.instant().plusSeconds(15));
    }

    @Test
    void shouldCallAgainWhenTheWaitIsOver() {
        limited(Duration.ofSeconds(20));
        clock.advance(Duration.ofSeconds(20));

        assertThat(call()).isEqualTo(ScriptedExchange.COMPLETED);
        assertThat(pause.state("default")).isNull();
    }

    @Test
    void shouldWaitAsLongAsABackOffWhenTheProviderDoesNotSay() {
        limited(null);

        assertThat(call()).isEqualTo(paused(RetryConfig.defaults().initial()));
    }

    @Test
    void shouldCapTheWait() {
        limited(Duration.ofDays(3));

        assertThat(call()).isEqualTo(paused(RetryConfig.defaults().maxRetryAfter()));
    }

    @Test
    void shouldKeepTheLongestOfSeveralWaits() {
        CompletableFuture<Outcome> other = exchange.pending();
        model.call(ScriptedExchange.REQUEST);
        limited(Duration.ofSeconds(60));

        other.complete(ScriptedExchange.failed(FailureReason.RATE_LIMITED, Duration.ofSeconds(1)));

        assertThat(call()).isEqualTo(paused(Duration.ofSeconds(60)));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RATE_LIMITED")
    void shouldPauseForNothingElse(FailureReason reason) {
        exchange.next(ScriptedExchange.failed(reason, Duration.ofSeconds(20)));
        call();

        assertThat(call()).isEqualTo(ScriptedExchange.COMPLETED);
    }
}
