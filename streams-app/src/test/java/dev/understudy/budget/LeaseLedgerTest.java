package dev.understudy.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class LeaseLedgerTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-14");
    private static final Account ACCOUNT = new Account("openai", DAY);

    private final LeaseLedger ledger = new LeaseLedger();

    private void lease(String id, String holder, long micros) {
        ledger.apply(new LedgerEntry.Lease(id, ACCOUNT, holder, micros, 100));
    }

    private void settle(String holder, long spent) {
        ledger.apply(new LedgerEntry.Settlement(ACCOUNT, holder, spent));
    }

    @Test
    void shouldGrantInTheOrderOfTheLogAsFarAsTheBudgetGoes() {
        lease("1", "a", 60);
        lease("2", "b", 60);
        lease("3", "a", 60);

        assertThat(ledger.granted(ACCOUNT, "a")).isEqualTo(60);
        assertThat(ledger.granted(ACCOUNT, "b")).isEqualTo(40);
        assertThat(ledger.taken(ACCOUNT)).isEqualTo(100);
    }

    @Test
    void shouldGrantALeaseOnceThoughItIsWrittenTwice() {
        lease("1", "a", 20);
        lease("1", "a", 20);

        assertThat(ledger.granted(ACCOUNT, "a")).isEqualTo(20);
    }

    @Test
    void shouldHaveRoomForWhatWasGivenBack() {
        lease("1", "a", 100);
        settle("a", 30);
        lease("2", "b", 100);

        assertThat(ledger.granted(ACCOUNT, "a")).isEqualTo(30);
        assertThat(ledger.granted(ACCOUNT, "b")).isEqualTo(70);
    }

    @Test
    void shouldTakeBackWhatWasStillOnItsWayWhenItsHolderSettled() {
        settle("a", 0);
        lease("1", "a", 50);

        assertThat(ledger.taken(ACCOUNT)).isZero();
    }

    @Test
    void shouldGiveBackNothingOfWhatWasOverdrawnOrSettledTwice() {
        lease("1", "a", 50);
        settle("a", 80);
        settle("a", 0);

        assertThat(ledger.taken(ACCOUNT)).isEqualTo(50);
    }

    @Test
    void shouldCountEachProviderAndDayApart() {
        lease("1", "a", 100);
        Account other = new Account("local", DAY);
        Account tomorrow = new Account("openai", DAY.plusDays(1));
        ledger.apply(new LedgerEntry.Lease("2", other, "a", 100, 100));
        ledger.apply(new LedgerEntry.Lease("3", tomorrow, "a", 100, 100));

        ledger.forgetBefore(DAY.plusDays(1));

        assertThat(ledger.taken(ACCOUNT)).isZero();
        assertThat(ledger.taken(other)).isZero();
        assertThat(ledger.taken(tomorrow)).isEqualTo(100);
    }
}
