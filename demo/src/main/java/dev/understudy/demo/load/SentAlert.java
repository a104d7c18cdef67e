package dev.understudy.demo.load;

import java.time.Instant;

/**
 * An alert that the broker acknowledged.
 *
 * @param requestId what it must be answered under
 * @param act during which it was sent; 0 before the first
 */
public record SentAlert(String requestId, int act, Instant at) {}
