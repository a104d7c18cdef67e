package dev.understudy.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.config.ProviderConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallPermitsTest {
    private final ProviderConfig two = SampleProviders.openAi().maxConcurrent(2).build();
    private final CallPermits permits = CallPermits.create(SampleProviders.config(Map.of("a", two, "b", two), 3));

    @Test
    void shouldHoldEachProviderToItsCap() {
        permits.tryAcquire("a");
        permits.tryAcquire("a");

        assertThat(permits.tryAcquire("a")).isFalse();
        assertThat(permits.tryAcquire("b")).isTrue();
        assertThat(permits.inFlight()).isEqualTo(3);
        assertThat(permits.inFlight("a")).isEqualTo(2);
    }

    @Test
    void shouldHoldAllToTheTotal() {
        permits.tryAcquire("a");
        permits.tryAcquire("a");
        permits.tryAcquire("b");

        assertThat(permits.tryAcquire("b")).isFalse();
        assertThat(permits.inFlight("b")).isEqualTo(1);
    }

    @Test
    void shouldGiveRoomBack() {
        permits.tryAcquire("a");
        permits.tryAcquire("a");
        permits.tryAcquire("a");

        permits.release("a");
        permits.release("a");

        assertThat(permits.inFlight()).isZero();
        assertThat(permits.tryAcquire("a")).isTrue();
    }

    @Test
    void shouldRefuseAProviderThatIsNotConfigured() {
        assertThatThrownBy(() -> permits.tryAcquire("c")).isInstanceOf(IllegalArgumentException.class);
    }
}
