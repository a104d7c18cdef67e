package dev.understudy.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.BudgetConfig;
import dev.understudy.testing.ManualClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A budget of 5,000 micros, so a slice of 100. */
class AllowanceTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-14");

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-14T23:00:00Z"));
    private final List<String> woken = new ArrayList<>();
    private final Allowance allowance = allowance(false);

    private Allowance allowance(boolean shadow) {
        return new Allowance(new BudgetConfig(new BigDecimal("0.005"), shadow), clock, () -> woken.add("woken"));
    }

    private static void call(Allowance allowance, long price) {
        Allowance.@Nullable Reservation reserved = allowance.tryReserve(price);
        assertThat(reserved).isNotNull();
        allowance.settle(reserved, price);
    }

    @Test
    void shouldGoOnForOneSliceWhileALeaseIsOnItsWayAndRefuseBeyond() {
        for (int i = 0; i < 10; i++) {
            call(allowance, 10);
        }

        assertThat(allowance.tryReserve(10)).isNull();
        assertThat(allowance.untilRenewed())
                .as("a lease may come at any moment")
                .isNull();
        assertThat(allowance.state().exhausted()).isFalse();
    }

    @Test
    void shouldWantNothingUntilItIsUsed() {
        assertThat(allowance.wanted()).isZero();
        assertThat(woken).isEmpty();
    }

    @Test
    void shouldWantTheNextSliceWhenLessThanHalfOfOneIsFree() {
        call(allowance, 10);
        assertThat(allowance.wanted()).isEqualTo(100);
        assertThat(woken).hasSize(1);
        allowance.update(DAY, 100, 100);

        call(allowance, 40);
        assertThat(allowance.wanted()).as("half a slice is free").isZero();
        call(allowance, 10);
        assertThat(allowance.wanted()).isEqualTo(100);
        assertThat(woken).hasSize(2);
    }

    @Test
    void shouldReserveWhatCallsThatAreOutAreExpectedToCost() {
        for (int i = 0; i < 4; i++) {
            assertThat(allowance.tryReserve(25)).isNotNull();
        }

        assertThat(allowance.tryReserve(25)).isNull();
    }

    @Test
    void shouldReserveTheMeanOnceAPriceIsKnown() {
        call(allowance, 10);
        for (int i = 0; i < 9; i++) {
            assertThat(allowance.tryReserve(1_000)).isNotNull();
        }

        assertThat(allowance.tryReserve(1_000)).isNull();
    }

    @Test
    void shouldLetOneCallThroughThatMayCostMoreThanASlice() {
        assertThat(allowance.tryReserve(1_000)).isNotNull();
        assertThat(allowance.tryReserve(1_000)).isNull();
    }

    @Test
    void shouldLeaseAtOnceForCallsThatItRefusedTooSoon() {
        for (int i = 0; i < 40; i++) {
            allowance.tryReserve(10);
        }

        assertThat(allowance.wanted()).as("ten are out, thirty were refused").isEqualTo(500);
    }

    @Test
    void shouldRefuseUntilMidnightWhenNothingIsLeftToLease() {
        allowance.update(DAY, 100, 5_000);
        call(allowance, 100);

        assertThat(allowance.tryReserve(10)).isNull();
        assertThat(allowance.untilRenewed()).isEqualTo(Duration.ofHours(1));
        assertThat(allowance.state().exhausted()).isTrue();
        assertThat(allowance.wanted()).isZero();
    }

    @Test
    void shouldOverdrawByNoMoreThanIsLeftToLease() {
        allowance.update(DAY, 10, 4_990);
        call(allowance, 10);

        assertThat(allowance.tryReserve(10)).isNotNull();
        assertThat(allowance.tryReserve(10)).isNull();
    }

    @Test
    void shouldBeginAnewAtMidnightAndChargeACallToTheDayOnWhichItBegan() {
        allowance.update(DAY, 100, 5_000);
        Allowance.@Nullable Reservation late = allowance.tryReserve(100);
        assertThat(late).isNotNull();
        assertThat(allowance.tryReserve(100)).isNull();

        clock.advance(Duration.ofHours(1));

        call(allowance, 50);
        allowance.settle(late, 100);
        BudgetState state = allowance.state();
        assertThat(state.day()).isEqualTo(DAY.plusDays(1));
        assertThat(state.spentMicros()).isEqualTo(50);
        assertThat(state.leftMicros()).isEqualTo(5_000);
    }

    @Test
    void shouldNotBringADayAgainWhenTheClockIsPutBack() {
        call(allowance, 50);

        clock.advance(Duration.ofDays(-1));

        assertThat(allowance.state().day()).isEqualTo(DAY);
        assertThat(allowance.state().spentMicros()).isEqualTo(50);
    }

    @Test
    void shouldOnlyReportInShadowMode() {
        Allowance shadow = allowance(true);
        shadow.update(DAY, 100, 5_000);
        call(shadow, 100);
        assertThat(shadow.state().exhausted()).isFalse();

        call(shadow, 100);

        assertThat(shadow.state().exhausted()).isTrue();
        assertThat(shadow.state().spentMicros()).isEqualTo(200);
    }

    @Test
    void shouldCountWithWhatWasReservedWhereNobodyKnowsThePrice() {
        call(allowance, 10);
        Allowance.@Nullable Reservation unknown = allowance.tryReserve(80);
        Allowance.@Nullable Reservation free = allowance.tryReserve(80);
        assertThat(unknown).isNotNull();
        assertThat(free).isNotNull();

        allowance.settleUnknown(unknown);
        allowance.release(free);

        assertThat(allowance.state().spentMicros()).isEqualTo(20);
    }

    @Test
    void shouldAllowNothingOnceItIsClosed() {
        call(allowance, 10);
        assertThat(allowance.tryReserve(10)).isNotNull();

        assertThat(allowance.close()).as("spent, and still out").isEqualTo(20);
        assertThat(allowance.tryReserve(10)).isNull();
    }
}
