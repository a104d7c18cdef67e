package dev.understudy.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.BudgetConfig;
import dev.understudy.testing.ManualClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Instances on one log, with a budget of 5,000 micros, so a slice of 100. */
class LesseeTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-14T23:59:00Z"));
    private final List<LedgerEntry> log = new ArrayList<>();

    private final class Instance {
        private final Allowance allowance =
                new Allowance(new BudgetConfig(new BigDecimal("0.005"), false), clock, () -> {});
        private final Lessee lessee;
        private int read;

        private Instance(String holder) {
            lessee = new Lessee(holder, Map.of("openai", allowance), clock);
            read();
        }

        void read() {
            lessee.read(List.copyOf(log.subList(read, log.size())));
            read = log.size();
        }

        void write() {
            log.addAll(lessee.asks());
        }

        /** Spends as long as it may, and reads and writes in between. */
        long spendAll() {
            long spent = 0;
            while (true) {
                Allowance.@Nullable Reservation reserved = allowance.tryReserve(10);
                if (reserved == null) {
                    return spent;
                }
                allowance.settle(reserved, 10);
                spent += 10;
                write();
                read();
            }
        }
    }

    @Test
    void shouldShareOneBudget() {
        Instance one = new Instance("one/1");
        Instance two = new Instance("two/1");

        long spent = one.spendAll();
        two.read();
        long beyond = two.spendAll();

        assertThat(spent).isEqualTo(5_000);
        assertThat(beyond).isZero();
    }

    @Test
    void shouldLoseNoMoreThanWhatTheDeadHeld() {
        Instance dead = new Instance("one/1");
        dead.allowance.settle(dead.allowance.tryReserve(10), 10);
        dead.write();

        Instance next = new Instance("one/2");

        assertThat(next.spendAll()).isEqualTo(4_900);
    }

    @Test
    void shouldGiveBackWhatItDidNotSpendWhenItStops() {
        Instance stopped = new Instance("one/1");
        stopped.allowance.settle(stopped.allowance.tryReserve(10), 10);
        stopped.write();

        log.addAll(stopped.lessee.settle());

        assertThat(new Instance("one/2").spendAll()).isEqualTo(4_990);
    }

    @Test
    void shouldWriteNothingWhenItStopsWithoutHavingLeased() {
        assertThat(new Instance("one/1").lessee.settle()).isEmpty();
    }

    @Test
    void shouldAskAgainForTheSameLeaseWhenItDoesNotComeBack() {
        Instance one = new Instance("one/1");
        one.allowance.settle(one.allowance.tryReserve(10), 10);
        List<LedgerEntry> lost = one.lessee.asks();

        assertThat(one.lessee.asks()).as("on its way").isEmpty();
        clock.advance(Duration.ofSeconds(5));
        assertThat(one.lessee.asks()).hasSize(1).isEqualTo(lost);
    }

    @Test
    void shouldLeaseOfTheNewDayAtMidnight() {
        Instance one = new Instance("one/1");
        assertThat(one.spendAll()).isEqualTo(5_000);

        clock.advance(Duration.ofMinutes(1));

        assertThat(one.spendAll()).isEqualTo(5_000);
        assertThat(log).extracting(entry -> entry.account().day()).contains(one.allowance.date());
    }
}
