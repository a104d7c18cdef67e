package dev.understudy.provider.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.metrics.ProviderMetrics;
import dev.understudy.provider.ProviderState;
import dev.understudy.provider.SampleProviders;
import dev.understudy.testing.ManualChatModel;
import dev.understudy.testing.ManualClock;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both applications of a process ask the same breakers, each on its stream thread. */
@Timeout(60)
class LaneBreakerRaceTest {
    private static final int THREADS = 4;
    private static final int OUTAGES = 2_000;
    private static final Duration LATENCY = Duration.ofMillis(1);
    private static final Outcome GOOD = ManualChatModel.completed(Severity.HIGH);
    private static final Outcome BAD = Outcome.Failed.of(FailureReason.SERVER_ERROR, "as the test says");

    private final ManualClock clock = new ManualClock();
    private final LaneBreaker breaker = new LaneBreaker(
            new LaneBreaker.Name("openai", null, true),
            SampleProviders.openAi().build(),
            new ProviderMetrics(new SimpleMeterRegistry()),
            clock);

    @Test
    void shouldCountAProbeThatIsAskedForWhileAnotherThreadOpensTheBreakerHalf() throws Exception {
        CountDownLatch halfOpen = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        pauseWhileOpeningHalf(halfOpen, goOn);
        outage();
        FutureTask<LaneBreaker.@Nullable Permission> first = new FutureTask<>(breaker::tryAcquire);
        FutureTask<LaneBreaker.@Nullable Permission> second = new FutureTask<>(breaker::tryAcquire);
        new Thread(first).start();
        halfOpen.await();
        Thread other = new Thread(second);
        other.start();
        Awaitility.await().until(() -> second.isDone() || other.getState() == Thread.State.BLOCKED);
        goOn.countDown();

        breaker.record(Objects.requireNonNull(first.get()), GOOD, LATENCY);
        breaker.record(Objects.requireNonNull(second.get()), GOOD, LATENCY);

        assertThat(breaker.state().condition()).isEqualTo(ProviderState.Condition.TAKING_CALLS);
    }

    /** Holds the thread that opens the breaker half, at the moment when Resilience4j has and the breaker knows not. */
    private void pauseWhileOpeningHalf(CountDownLatch halfOpen, CountDownLatch goOn) {
        assertThat(breaker)
                .extracting("breaker", type(CircuitBreaker.class))
                .satisfies(inner -> inner.getEventPublisher().onEvent(event -> {
                    if (event.getEventType() == CircuitBreakerEvent.Type.STATE_TRANSITION
                            && inner.getState() == CircuitBreaker.State.HALF_OPEN) {
                        halfOpen.countDown();
                        awaitUninterrupted(goOn);
                    }
                }));
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldCloseAfterEveryOutageHoweverManyAskAtTheMomentItOpensHalf() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (int outage = 0; outage < OUTAGES; outage++) {
                outage();
                CyclicBarrier together = new CyclicBarrier(THREADS);
                List<Future<?>> probes = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    probes.add(threads.submit(() -> {
                        together.await();
                        LaneBreaker.Permission permission = breaker.tryAcquire();
                        // An answer takes longer than the asking.
                        together.await();
                        record(permission, GOOD);
                        return null;
                    }));
                }
                for (Future<?> probe : probes) {
                    probe.get(10, TimeUnit.SECONDS);
                }
                assertThat(breaker.state().condition())
                        .as("after outage %d", outage)
                        .isEqualTo(ProviderState.Condition.TAKING_CALLS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Opens the breaker, and lets pass the time until it may be asked again. */
    private void outage() {
        while (breaker.state().condition() != ProviderState.Condition.OPEN) {
            record(breaker.tryAcquire(), BAD);
        }
        clock.advance(Duration.ofSeconds(11));
    }

    private void record(LaneBreaker.@Nullable Permission permission, Outcome outcome) {
        if (permission != null) {
            breaker.record(permission, outcome, LATENCY);
        }
    }
}
