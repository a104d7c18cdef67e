package dev.understudy.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.BudgetConfig;
import dev.understudy.testing.ManualClock;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** A budget holds, whatever the order of leases, settlements, reads, crashes and restarts. */
class BudgetPropertyTest {
    private static final Account ACCOUNT = new Account("openai", LocalDate.parse("2026-03-14"));

    @Property
    void shouldNeverGrantMoreThanTheBudgetInAnyOrderAndTheSameToEveryReader(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int entries) {
        Random random = new Random(seed);
        long budget = random.nextInt(1, 1_000);
        List<LedgerEntry> log = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            String holder = "h" + random.nextInt(5);
            log.add(
                    random.nextInt(5) == 0
                            ? new LedgerEntry.Settlement(ACCOUNT, holder, random.nextInt(400))
                            : new LedgerEntry.Lease(
                                    "id" + random.nextInt(entries), ACCOUNT, holder, random.nextInt(200), budget));
        }
        Collections.shuffle(log, random);
        LeaseLedger one = new LeaseLedger();
        LeaseLedger other = new LeaseLedger();

        for (LedgerEntry entry : log) {
            one.apply(entry);
            long sum = 0;
            for (int holder = 0; holder < 5; holder++) {
                assertThat(one.granted(ACCOUNT, "h" + holder)).isNotNegative();
                sum += one.granted(ACCOUNT, "h" + holder);
            }
            assertThat(sum).isEqualTo(one.taken(ACCOUNT)).isBetween(0L, budget);
        }
        // The other reads each entry twice in a row, as who tries again after a lost acknowledgement writes it.
        log.forEach(entry -> {
            other.apply(entry);
            other.apply(entry);
        });
        for (int holder = 0; holder < 5; holder++) {
            assertThat(other.granted(ACCOUNT, "h" + holder)).isEqualTo(one.granted(ACCOUNT, "h" + holder));
        }
    }

    /** An instance that is killed and started again, by turns; its log comes late, as far as it likes. */
    private static final class Instance {
        private static final BudgetConfig BUDGET = new BudgetConfig(new BigDecimal("0.01"), false);

        private final List<LedgerEntry> log;
        private final ManualClock clock = new ManualClock();
        private final int number;
        private int lives;
        private int read;
        private @Nullable Allowance allowance;
        private @Nullable Lessee lessee;

        private Instance(List<LedgerEntry> log, int number) {
            this.log = log;
            this.number = number;
            start();
        }

        void start() {
            allowance = new Allowance(BUDGET, clock, () -> {});
            lessee = new Lessee(number + "/" + ++lives, Map.of("openai", allowance), clock);
            read = 0;
            read(log.size());
        }

        void read(int upTo) {
            lessee.read(List.copyOf(log.subList(read, upTo)));
            read = upTo;
        }

        long call(int calls, long price) {
            long spent = 0;
            for (int i = 0; i < calls; i++) {
                Allowance.Reservation reserved = allowance.tryReserve(price);
                if (reserved != null) {
                    allowance.settle(reserved, price);
                    spent += price;
                }
            }
            log.addAll(lessee.asks());
            return spent;
        }
    }

    @Property
    void shouldSpendAtMostOneSlicePerInstanceBeyondTheBudgetThoughInstancesAreKilled(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int count) {
        Random random = new Random(seed);
        List<LedgerEntry> log = new ArrayList<>();
        List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            instances.add(new Instance(log, i));
        }
        long price = random.nextInt(1, 200);
        long spent = 0;

        for (int turn = 0; turn < 2_000; turn++) {
            Instance instance = instances.get(random.nextInt(count));
            switch (random.nextInt(60)) {
                case 0 -> instance.start();
                case 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 ->
                    instance.read(random.nextInt(instance.read, log.size() + 1));
                default -> spent += instance.call(random.nextInt(4), price);
            }
        }

        long budget = Instance.BUDGET.micros();
        assertThat(spent).isLessThanOrEqualTo(budget + count * Instance.BUDGET.sliceMicros());
        assertThat(spent).as("what nobody lost in a crash was spent").isGreaterThan(budget / 20);
    }
}
