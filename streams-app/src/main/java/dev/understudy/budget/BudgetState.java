package dev.understudy.budget;

import java.time.LocalDate;

/**
 * How a budget stands, as this instance sees it. Amounts are millionths of a US dollar.
 *
 * @param day the day that it is about, in UTC
 * @param limitMicros the budget
 * @param spentMicros what this instance spent on that day, since its start
 * @param leasedMicros what is leased to this instance
 * @param leftMicros what is leased to nobody
 * @param exhausted true when the last call was, or in shadow mode would have been, refused because nothing is left
 * @param shadow true when it is only reported
 */
public record BudgetState(
        LocalDate day,
        long limitMicros,
        long spentMicros,
        long leasedMicros,
        long leftMicros,
        boolean exhausted,
        boolean shadow) {}
