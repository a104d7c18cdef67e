package dev.understudy.inflight.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.testing.SampleRequests;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SharedCallsTest {
    private final SharedCalls sharing = new SharedCalls();

    @Test
    void shouldLetTheFirstCallAndTheOthersWait() {
        assertThat(waits("a", "x")).isFalse();
        assertThat(waits("b", "x")).isTrue();
        assertThat(waits("c", "x")).isTrue();
        assertThat(waits("d", "y")).isFalse();
        assertThat(waits("a", "x")).isFalse();
        assertThat(waits("b", "x")).isTrue();

        assertThat(sharing.answered("request-a")).containsExactly("request-b", "request-c");
        assertThat(sharing.answered("request-a")).isEmpty();
        assertThat(waits("e", "x")).isFalse();
    }

    @Test
    void shouldMakeTheNextOneCallWhenTheFirstGoes() {
        waits("a", "x");
        waits("b", "x");
        waits("c", "x");

        assertThat(sharing.left("request-c")).isEmpty();
        assertThat(sharing.left("request-a")).containsExactly("request-b");
        assertThat(waits("b", "x")).isFalse();
        assertThat(sharing.left("request-b")).isEmpty();
        assertThat(waits("d", "x")).isFalse();
    }

    @Test
    void shouldShareNothingWithoutAKey() {
        assertThat(waits("a", null)).isFalse();
        assertThat(waits("b", null)).isFalse();
        assertThat(sharing.left("request-a")).isEmpty();
    }

    @Test
    void shouldBoundHowManyWait() {
        waits("caller", "x");
        for (int i = 0; i < SharedCalls.MOST_WAITING; i++) {
            assertThat(waits("waiting-" + i, "x")).isTrue();
        }

        assertThat(waits("one-more", "x")).isFalse();
        assertThat(sharing.answered("request-caller")).hasSize(SharedCalls.MOST_WAITING);
    }

    private boolean waits(String id, @Nullable String content) {
        return sharing.waits(SampleRequests.tried(id, 1, content, Instant.EPOCH));
    }
}
