package dev.understudy.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.Progress;
import dev.understudy.testing.ManualParts;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A request that began in a storm keeps its chain, whoever owns it later and however few wait then. */
class StormTopologyTest {
    private final FallbackHarness fallback = new FallbackHarness(new ManualParts(ManualParts.TWO_PROVIDERS
            + "routes: [{name: all, chain: [first, second], storm: {chain: [second], queued: 1}}]"));

    @AfterEach
    void stop() {
        fallback.close();
    }

    @Test
    void shouldAskTheStormChainInEachRound() {
        fallback.park("second", begunOn("all/storm"));
        fallback.round();
        assertThat(fallback.manual.second.calls()).hasSize(1);

        fallback.manual.second.fail(0, FailureReason.SERVER_ERROR);
        fallback.round();
        fallback.after(Duration.ofSeconds(10));

        assertThat(fallback.manual.second.calls()).hasSize(2);
        assertThat(fallback.manual.first.calls()).isEmpty();
    }

    @Test
    void shouldAskTheUsualChainOfARequestThatBeganWithIt() {
        fallback.park("second", begunOn("all"));
        fallback.round();

        assertThat(fallback.manual.first.calls()).hasSize(1);
        assertThat(fallback.manual.second.calls()).isEmpty();
    }

    private EnrichmentRequest begunOn(String route) {
        return fallback.request("a", 1).with(Progress.start(route));
    }
}
