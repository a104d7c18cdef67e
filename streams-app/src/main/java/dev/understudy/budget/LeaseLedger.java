package dev.understudy.budget;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is granted of each budget, derived from the entries in the order of the log alone: whoever reads the same entries
 * comes to the same grants. A lease is granted as far as the budget that it names has room. For use by one thread.
 */
public final class LeaseLedger {
    private static final class Book {
        private final Set<String> leases = new HashSet<>();
        private final Map<String, Long> grants = new HashMap<>();
        private final Set<String> settled = new HashSet<>();
        private long taken;
    }

    private final Map<Account, Book> books = new HashMap<>();

    /** Takes the next entry of the log; one that was there already changes nothing. */
    public void apply(LedgerEntry entry) {
        Book book = books.computeIfAbsent(entry.account(), account -> new Book());
        if (entry instanceof LedgerEntry.Lease lease) {
            grant(book, lease);
        } else if (entry instanceof LedgerEntry.Settlement settlement) {
            settle(book, settlement);
        }
    }

    private static void grant(Book book, LedgerEntry.Lease lease) {
        if (book.settled.contains(lease.holder()) || !book.leases.add(lease.id())) {
            return;
        }
        long granted = Math.max(0, Math.min(lease.micros(), lease.budgetMicros() - book.taken));
        book.taken += granted;
        book.grants.merge(lease.holder(), granted, Long::sum);
    }

    private static void settle(Book book, LedgerEntry.Settlement settlement) {
        if (!book.settled.add(settlement.holder())) {
            return;
        }
        long held = book.grants.getOrDefault(settlement.holder(), 0L);
        long kept = Math.max(0, Math.min(held, settlement.spentMicros()));
        book.grants.put(settlement.holder(), kept);
        book.taken -= held - kept;
    }

    /** What all holders together have of a budget, the dead included; in millionths of a US dollar. */
    public long taken(Account account) {
        Book book = books.get(account);
        return book == null ? 0 : book.taken;
    }

    /** What a holder has of a budget, in millionths of a US dollar. */
    public long granted(Account account, String holder) {
        Book book = books.get(account);
        return book == null ? 0 : book.grants.getOrDefault(holder, 0L);
    }

    /** Drops what is before a day. */
    public void forgetBefore(LocalDate day) {
        books.keySet().removeIf(account -> account.day().isBefore(day));
    }
}
