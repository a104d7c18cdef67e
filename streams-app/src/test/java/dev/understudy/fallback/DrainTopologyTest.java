package dev.understudy.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.ParkReason;
import dev.understudy.domain.request.Parking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DrainTopologyTest {
    private final FallbackHarness fallback = new FallbackHarness();

    private final Instant due = fallback.manual.clock.instant().plus(Duration.ofMinutes(10));

    @AfterEach
    void stop() {
        fallback.close();
    }

    @Test
    void shouldTryWhatWaitsNow() {
        fallback.park("second", waiting("a", 1));
        fallback.round();
        assertThat(fallback.manual.first.calls()).isEmpty();

        fallback.drain(null);
        fallback.round();
        fallback.manual.first.answer(0, Severity.HIGH);
        fallback.round();

        assertThat(fallback.outputs.answers())
                .extracting(EnrichedIncident::revision)
                .containsExactly(1);
        assertThat(fallback.outputs.deadLetters()).isEmpty();
        assertThat(fallback.outputs.isEmpty(FallbackNames.DUE_STORE)).isTrue();
        assertThat(fallback.outputs.isEmpty(FallbackNames.DUE_BY_INCIDENT_STORE))
                .isTrue();
    }

    @Test
    void shouldTryOnlyWhatHasTheProviderInItsChain() {
        fallback.park("second", waiting("a", 1));

        fallback.drain("third");
        fallback.round();
        assertThat(fallback.manual.first.calls()).isEmpty();

        fallback.drain("second");
        fallback.round();
        assertThat(fallback.manual.first.calls()).hasSize(1);
    }

    @Test
    void shouldLeaveWhatIsParkedAfterTheOrderToItsTime() {
        fallback.park("second", waiting("a", 1));
        fallback.drain(null);
        fallback.round();
        fallback.manual.first.fail(0, FailureReason.SERVER_ERROR);
        fallback.round();
        fallback.manual.second.fail(0, FailureReason.SERVER_ERROR);
        fallback.round();
        fallback.round();

        assertThat(fallback.manual.first.calls()).hasSize(1);
        assertThat(fallback.outputs.isEmpty(FallbackNames.DUE_STORE)).isFalse();
    }

    @Test
    void shouldLookAtABoundedNumberARound() {
        for (int i = 0; i < 250; i++) {
            fallback.park("second", waiting("a" + i, i));
        }
        fallback.drain(null);

        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            fallback.round();
            left.add(stillWaiting());
        }

        assertThat(left).containsExactly(150, 50, 0, 0);
    }

    /** How many are due when they were at first. */
    private int stillWaiting() {
        int count = 0;
        try (KeyValueIterator<String, byte[]> entries = fallback.due().all()) {
            while (entries.hasNext()) {
                count += entries.next().key.startsWith("%015d/".formatted(due.toEpochMilli())) ? 1 : 0;
            }
        }
        return count;
    }

    private EnrichmentRequest waiting(String fingerprint, long sequence) {
        Instant now = fallback.manual.clock.instant();
        EnrichmentRequest request = fallback.request(fingerprint, sequence);
        return request.with(request.progress().emitted(0).nextRound(Set.of()))
                .parked(new Parking(ParkReason.ALL_PROVIDERS_FAILED, 2, now, now, due));
    }
}
