package dev.understudy.budget;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One life of an instance, as a holder of leases: reads the log, keeps the allowances to it, and says what to write. For
 * use by one thread; the allowances are used by others.
 */
public final class Lessee {
    /** A lease that was written and does not come back is written again. */
    private static final Duration REPEAT = Duration.ofSeconds(5);

    private record Pending(LedgerEntry.Lease lease, Instant since) {}

    private final LeaseLedger ledger = new LeaseLedger();
    private final Map<String, Pending> pending = new HashMap<>();
    private final Map<String, Allowance> allowances;
    private final String holder;
    private final Clock clock;
    private int asked;

    /**
     * A holder that has nothing yet.
     *
     * @param holder a name that no other life has
     * @param allowances by provider
     */
    public Lessee(String holder, Map<String, Allowance> allowances, Clock clock) {
        this.holder = holder;
        this.allowances = Map.copyOf(allowances);
        this.clock = clock;
    }

    /** Takes the next entries of the log. */
    public void read(List<LedgerEntry> entries) {
        for (LedgerEntry entry : entries) {
            ledger.apply(entry);
            if (entry instanceof LedgerEntry.Lease lease) {
                pending.values().removeIf(waiting -> waiting.lease().id().equals(lease.id()));
            }
        }
        allowances.forEach((provider, allowance) -> {
            Account account = new Account(provider, allowance.date());
            allowance.update(account.day(), ledger.granted(account, holder), ledger.taken(account));
            // Who is a little behind may still write to yesterday's.
            ledger.forgetBefore(account.day().minusDays(1));
        });
    }

    /** What to write now. */
    public List<LedgerEntry> asks() {
        List<LedgerEntry> asks = new ArrayList<>();
        allowances.forEach((provider, allowance) -> {
            LedgerEntry.Lease lease = ask(provider, allowance);
            if (lease != null) {
                pending.put(provider, new Pending(lease, clock.instant()));
                asks.add(lease);
            }
        });
        return asks;
    }

    private LedgerEntry.@Nullable Lease ask(String provider, Allowance allowance) {
        LocalDate day = allowance.date();
        Pending before = pending.get(provider);
        if (before != null && before.lease().account().day().equals(day)) {
            return Duration.between(before.since(), clock.instant()).abs().compareTo(REPEAT) < 0
                    ? null
                    : before.lease();
        }
        long wanted = allowance.wanted();
        return wanted == 0
                ? null
                : new LedgerEntry.Lease(
                        holder + "/" + ++asked, new Account(provider, day), holder, wanted, allowance.limit());
    }

    /** Ends this life: allows no more calls, and says what to write to give back what was not spent. */
    public List<LedgerEntry> settle() {
        List<LedgerEntry> settlements = new ArrayList<>();
        allowances.forEach((provider, allowance) -> {
            Account account = new Account(provider, allowance.date());
            long spent = allowance.close();
            if (pending.containsKey(provider) || ledger.granted(account, holder) > spent) {
                settlements.add(new LedgerEntry.Settlement(account, holder, spent));
            }
        });
        return settlements;
    }
}
