package dev.understudy.runtime.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.ProviderConfig;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.provider.Provider;
import dev.understudy.provider.ProviderState;
import dev.understudy.provider.ProviderState.Condition;
import dev.understudy.provider.RecentLatencies;
import dev.understudy.provider.SampleProviders;
import dev.understudy.testing.ManualChatModel;
import dev.understudy.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two answers close the breaker of the sample provider. */
class ActiveProbeTest {
    private final ManualClock clock = new ManualClock();
    private final ManualChatModel model = new ManualChatModel();
    private final ProviderConfig config = SampleProviders.openAi().build();
    private final Provider provider = new Provider("openai", config, model, new RecentLatencies());
    private ProviderState state = state(Condition.TAKING_CALLS, null);
    private final ActiveProbe probe =
            new ActiveProbe(provider, () -> state, new SampleQuestions("probe-", clock)::to, clock, Runnable::run);

    private ProviderState state(Condition condition, Duration untilProbe) {
        return new ProviderState(
                "openai",
                condition,
                clock.instant(),
                FailureReason.SERVER_ERROR,
                untilProbe == null ? null : clock.instant().plus(untilProbe),
                List.of());
    }

    @Test
    void shouldNotAskAProviderThatTakesCalls() {
        probe.run();

        assertThat(model.calls()).isEmpty();
    }

    @Test
    void shouldNotAskBeforeTheProbeIsDue() {
        state = state(Condition.OPEN, Duration.ofSeconds(1));
        probe.run();
        assertThat(model.calls()).isEmpty();

        clock.advance(Duration.ofSeconds(1));
        probe.run();

        assertThat(model.calls()).hasSize(1);
        assertThat(model.calls().get(0).request().requestId()).startsWith("probe-");
        assertThat(model.calls().get(0).request().timeout()).isEqualTo(config.timeout());
    }

    @Test
    void shouldNotAskAProviderThatAskedToWait() {
        state = state(Condition.PAUSED, Duration.ZERO);

        probe.run();

        assertThat(model.calls()).isEmpty();
    }

    @Test
    void shouldAskInTurnUntilTheBreakerHasEnough() {
        state = state(Condition.OPEN, Duration.ZERO);
        probe.run();
        state = state(Condition.PROBING, null);

        model.answer(0, Severity.INFO);
        assertThat(model.calls()).hasSize(2);
        state = state(Condition.TAKING_CALLS, null);
        model.answer(1, Severity.INFO);

        assertThat(model.calls()).hasSize(2);
    }

    @Test
    void shouldStopAskingWhenTheProviderFails() {
        state = state(Condition.OPEN, Duration.ZERO);
        probe.run();
        state = state(Condition.PROBING, null);

        model.fail(0, FailureReason.SERVER_ERROR);

        assertThat(model.calls()).hasSize(1);
        state = state(Condition.OPEN, Duration.ZERO);
        probe.run();
        assertThat(model.calls()).hasSize(2);
    }

    @Test
    void shouldAskOneQuestionAtATime() {
        state = state(Condition.OPEN, Duration.ZERO);
        probe.run();

        probe.run();

        assertThat(model.calls()).hasSize(1);
    }

    @Test
    void shouldLeaveAHalfOpenBreakerToLiveTrafficForAnInterval() {
        state = state(Condition.PROBING, null);
        probe.run();
        assertThat(model.calls()).isEmpty();

        probe.run();

        assertThat(model.calls()).hasSize(1);
    }

    @Test
    void shouldGoOnWhenTheCallIsCancelled() {
        state = state(Condition.OPEN, Duration.ZERO);
        probe.run();

        model.calls().get(0).future().cancel(true);
        probe.run();

        assertThat(model.calls()).hasSize(2);
    }
}
