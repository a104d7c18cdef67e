package dev.understudy.provider.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.metrics.ProviderMetrics;
import dev.understudy.provider.ProviderState;
import dev.understudy.provider.SampleProviders;
import dev.understudy.testing.ManualChatModel;
import dev.understudy.testing.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Both applications of a process ask the same breakers, each on its stream thread. */
class LaneBreakerRaceTest {
    private static final int THREADS = 4;
    private static final int OUTAGES = 2_000;
    private static final Outcome GOOD = ManualChatModel.completed(Severity.HIGH);
    private static final Outcome BAD = Outcome.Failed.of(FailureReason.SERVER_ERROR, "as the test says");

    private final ManualClock clock = new ManualClock();
    private final LaneBreaker breaker = new LaneBreaker(
            new LaneBreaker.Name("openai", null, true),
            SampleProviders.openAi().build(),
            new ProviderMetrics(new SimpleMeterRegistry()),
            clock);

    @Test
    void shouldCloseAfterEveryOutageHoweverManyAskAtTheMomentItOpensHalf() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (int outage = 0; outage < OUTAGES; outage++) {
                while (breaker.state().condition() != ProviderState.Condition.OPEN) {
                    call(BAD);
                }
                clock.advance(Duration.ofSeconds(11));
                CyclicBarrier together = new CyclicBarrier(THREADS);
                List<Future<?>> probes = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    probes.add(threads.submit(() -> {
                        together.await();
                        call(GOOD);
                        return null;
                    }));
                }
                for (Future<?> probe : probes) {
                    probe.get(10, TimeUnit.SECONDS);
                }
                for (int i = 0; i < 3; i++) {
                    call(GOOD);
                }
                assertThat(breaker.state().condition())
                        .as("after outage %d", outage)
                        .isEqualTo(ProviderState.Condition.TAKING_CALLS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void call(Outcome outcome) {
        LaneBreaker.Permission permission = breaker.tryAcquire();
        if (permission != null) {
            breaker.record(permission, outcome, Duration.ofMillis(1));
        }
    }
}
