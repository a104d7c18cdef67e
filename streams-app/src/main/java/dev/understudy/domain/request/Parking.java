package dev.understudy.domain.request;

import java.time.Instant;

/**
 * That and why a request was parked.
 *
 * @param times 1 at the first parking
 * @param firstAt first parking
 * @param at latest parking
 * @param notBefore earliest retry
 */
public record Parking(ParkReason reason, int times, Instant firstAt, Instant at, Instant notBefore) {}
