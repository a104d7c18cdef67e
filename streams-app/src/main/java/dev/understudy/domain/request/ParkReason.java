package dev.understudy.domain.request;

/** Why a request waits in a retry topic. */
public enum ParkReason {
    UNKNOWN,
    ALL_PROVIDERS_FAILED,
    RATE_LIMITED,
    CIRCUIT_OPEN,
    BUDGET_EXHAUSTED,
    DEADLINE_EXCEEDED,
    BACKPRESSURE,
    PAUSED
}
