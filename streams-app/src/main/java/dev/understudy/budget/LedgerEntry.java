package dev.understudy.budget;

/** A record of the budgets topic. Amounts are millionths of a US dollar. */
public sealed interface LedgerEntry permits LedgerEntry.Lease, LedgerEntry.Settlement {

    /** The budget that it is about. */
    Account account();

    /** The life of an instance that wrote it: a restart is another holder. */
    String holder();

    /**
     * A wish for part of a budget, granted or not by its place in the log.
     *
     * @param id the same when it is written again because nobody knows whether it was
     * @param micros what is asked for
     * @param budgetMicros the budget of the day, as its writer knows it
     */
    record Lease(String id, Account account, String holder, long micros, long budgetMicros) implements LedgerEntry {}

    /**
     * The last word of a holder, who gives back what it did not spend.
     *
     * @param spentMicros what it spent of the budget in all
     */
    record Settlement(Account account, String holder, long spentMicros) implements LedgerEntry {}
}
