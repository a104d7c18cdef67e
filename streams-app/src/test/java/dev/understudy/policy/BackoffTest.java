package dev.understudy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.RetryConfig;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.request.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration INITIAL = Duration.ofSeconds(5);

    private final Route route = new Route("r", List.of("a", "b"), Map.of());
    private final Backoff backoff =
            new Backoff(new RetryConfig(INITIAL, Duration.ofMinutes(5), 2, 0, Duration.ofHours(1)), new Random(1));

    private Duration pause(Progress progress) {
        return backoff.beforeNextRound(route, progress);
    }

    private static Progress failed(
            Progress progress, String provider, FailureReason reason, @Nullable Duration retryAfter) {
        return progress.after(new ProviderAttempt(
                "request-1",
                provider,
                "model",
                progress.nextOrdinal(),
                Instant.EPOCH,
                1,
                reason,
                new Outcome.Detail(429, null, null, retryAfter, true, ModelResponse.NONE),
                ModelResponse.NONE,
                null,
                true,
                progress.round(),
                false,
                null,
                "instance-1"));
    }

    private static Progress round(int round) {
        Progress progress = Progress.start("r");
        for (int i = 1; i < round; i++) {
            progress = progress.nextRound(Set.of());
        }
        return progress;
    }

    @Test
    void shouldDoubleFromRoundToRoundUpToTheLongest() {
        assertThat(pause(failed(round(1), "a", FailureReason.SERVER_ERROR, null)))
                .isEqualTo(INITIAL);
        assertThat(pause(failed(round(3), "a", FailureReason.SERVER_ERROR, null)))
                .isEqualTo(INITIAL.multipliedBy(4));
        assertThat(pause(failed(round(20), "a", FailureReason.SERVER_ERROR, null)))
                .isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void shouldAskAgainRightAfterTheWaitThatAProviderAskedFor() {
        Duration asked = Duration.ofSeconds(2);
        Progress limited =
                failed(failed(round(1), "a", FailureReason.RATE_LIMITED, asked), "b", FailureReason.SERVER_ERROR, null);

        assertThat(pause(limited)).isEqualTo(asked);
    }

    @Test
    void shouldBackOffFromAProviderThatAsksForTheSameWaitAgainAndAgain() {
        assertThat(pause(failed(round(4), "a", FailureReason.RATE_LIMITED, Duration.ofSeconds(2))))
                .isEqualTo(INITIAL.multipliedBy(8));
        assertThat(pause(failed(round(1), "a", FailureReason.RATE_LIMITED, Duration.ZERO)))
                .isEqualTo(INITIAL);
    }

    @Test
    void shouldSpreadThoseThatWereRefusedWhileAProviderPauses() {
        Duration left = Duration.ofSeconds(2);
        for (int i = 0; i < 100; i++) {
            Progress paused = failed(
                    failed(round(1), "a", FailureReason.PAUSED, left), "b", FailureReason.PAUSED, left.plus(INITIAL));
            assertThat(pause(paused)).isBetween(left, left.plus(INITIAL));
        }
    }

    @Test
    void shouldWaitForTheProviderThatTakesCallsFirstAndNoLongerThanTheLongestWait() {
        Duration hours = Duration.ofHours(9);
        Progress both = failed(
                failed(round(1), "a", FailureReason.RATE_LIMITED, hours),
                "b",
                FailureReason.BREAKER_OPEN,
                Duration.ofMinutes(5));

        assertThat(pause(both)).isEqualTo(Duration.ofMinutes(5));
        assertThat(pause(failed(
                        failed(round(1), "a", FailureReason.RATE_LIMITED, hours),
                        "b",
                        FailureReason.RATE_LIMITED,
                        hours)))
                .isEqualTo(Duration.ofHours(1));
    }
}
