package dev.understudy.budget;

import java.time.LocalDate;

/**
 * What one budget is counted by.
 *
 * @param day in UTC
 */
public record Account(String provider, LocalDate day) {}
