package dev.understudy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.request.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouteTest {
    private final Route route = new Route("r", List.of("small", "other"), Map.of("small", "large"));
    private final Progress start = Progress.start("r");

    private static ProviderAttempt failed(Progress progress, String provider, FailureReason reason) {
        return new ProviderAttempt(
                "request-1",
                provider,
                "model",
                progress.nextOrdinal(),
                Instant.EPOCH,
                1,
                reason,
                null,
                ModelResponse.NONE,
                null,
                true,
                progress.round(),
                false,
                null,
                "instance-1");
    }

    @Test
    void shouldAskInTheOrderOfTheChain() {
        assertThat(route.candidates(start)).containsExactly("small", "other");
        assertThat(route.candidates(start.after(failed(start, "small", FailureReason.SERVER_ERROR))))
                .containsExactly("other");
    }

    @Test
    void shouldAskALargerWindowFirstWhenThePromptWasTooLong() {
        Progress tooLong = start.after(failed(start, "small", FailureReason.CONTEXT_TOO_LONG));

        assertThat(route.candidates(tooLong)).containsExactly("large", "other");
        assertThat(route.candidates(tooLong.after(failed(tooLong, "large", FailureReason.SERVER_ERROR))))
                .containsExactly("other");
        assertThat(route.candidates(tooLong.nextRound(Set.of()))).containsExactly("small", "other");
    }

    @Test
    void shouldHalveThePromptEachTimeThatAProviderFindsItTooLong() {
        Progress once = start.after(failed(start, "small", FailureReason.CONTEXT_TOO_LONG));
        Progress twice = once.after(failed(once, "small", FailureReason.CONTEXT_TOO_LONG));

        assertThat(InputBudget.tokens(start, "small", 16_000)).isEqualTo(16_000);
        assertThat(InputBudget.tokens(once, "small", 16_000)).isEqualTo(8_000);
        assertThat(InputBudget.tokens(once, "other", 16_000)).isEqualTo(16_000);
        assertThat(InputBudget.tokens(twice, "small", 16_000)).isEqualTo(4_000);
    }
}
