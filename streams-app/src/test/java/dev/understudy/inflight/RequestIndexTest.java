package dev.understudy.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.testing.SampleRequests;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RequestIndexTest {
    private final RequestIndex index = new RequestIndex();
    private final EnrichmentRequest request = SampleRequests.tried("00ff", 1, "content", Instant.EPOCH);
    private final Instant expiry = request.expiresAt();

    @Test
    void shouldTakeOutWhatWaitedForAnotherAnswerUntilItExpired() {
        index.waits(request);

        assertThat(index.pollExpired(expiry.minusMillis(1))).isNull();
        assertThat(index.pollExpired(expiry)).isEqualTo(request.id());
        assertThat(index.pollExpired(expiry)).isNull();
    }

    @Test
    void shouldTakeOutOfItsLineWhatWaitedForARateUntilItExpired() {
        index.waitsForRate(request, "lead", Instant.EPOCH);

        assertThat(index.pollExpired(expiry)).isEqualTo(request.id());
        assertThat(index.pollRate("lead", expiry)).isNull();
    }

    @Test
    void shouldNotExpireWhatGoesOn() {
        index.waits(request);
        index.goesOn(request.id());
        assertThat(index.pollExpired(expiry)).isNull();

        index.waitsForRate(request, "lead", Instant.EPOCH);
        assertThat(index.pollRate("lead", expiry)).isEqualTo(request.id());
        assertThat(index.pollExpired(expiry)).isNull();
    }
}
