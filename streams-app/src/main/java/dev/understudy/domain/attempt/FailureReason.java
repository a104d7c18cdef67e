package dev.understudy.domain.attempt;

/**
 * Why a provider gave no acceptable answer. The names are the contract: records, metric tags and documents use them
 * verbatim (the failure table of docs/architecture.md).
 */
public enum FailureReason {
    UNKNOWN(Breaker.FAILURE, Repeat.NEVER),
    CONNECT_FAILED(Breaker.FAILURE, Repeat.RECONNECT),
    CONNECTION_RESET(Breaker.FAILURE, Repeat.RECONNECT),
    HEADERS_TIMEOUT(Breaker.FAILURE, Repeat.NEVER),
    BODY_TIMEOUT(Breaker.FAILURE, Repeat.NEVER),
    CALL_TIMEOUT(Breaker.FAILURE, Repeat.NEVER),
    SERVER_ERROR(Breaker.FAILURE, Repeat.NEVER),
    OVERLOADED(Breaker.FAILURE, Repeat.NEVER),
    RATE_LIMITED(Breaker.PAUSE, Repeat.NEVER),
    QUOTA_EXHAUSTED(Breaker.OPEN, Repeat.NEVER),
    AUTHENTICATION_FAILED(Breaker.OPEN, Repeat.NEVER),
    ACCOUNT_DEACTIVATED(Breaker.OPEN, Repeat.NEVER),
    PERMISSION_DENIED(Breaker.OPEN, Repeat.NEVER),
    NOT_FOUND(Breaker.FAILURE, Repeat.NEVER),
    BAD_REQUEST(Breaker.NONE, Repeat.NEVER),
    CONTEXT_TOO_LONG(Breaker.NONE, Repeat.NEVER),
    CONTENT_FILTERED(Breaker.NONE, Repeat.NEVER),
    REFUSED(Breaker.NONE, Repeat.NEVER),
    NOT_JSON(Breaker.FAILURE, Repeat.NEVER),
    EMPTY_ANSWER(Breaker.FAILURE, Repeat.NEVER),
    WRONG_SHAPE(Breaker.FAILURE, Repeat.NEVER),
    TRUNCATED_BODY(Breaker.FAILURE, Repeat.NEVER),
    TRUNCATED_ANSWER(Breaker.FAILURE, Repeat.REASK),
    SCHEMA_VIOLATION(Breaker.FAILURE, Repeat.REASK),
    BODY_TOO_LARGE(Breaker.FAILURE, Repeat.NEVER),
    BREAKER_OPEN(Breaker.NONE, Repeat.NEVER),
    PAUSED(Breaker.NONE, Repeat.NEVER),
    RATE_CAP(Breaker.NONE, Repeat.NEVER),
    BULKHEAD_FULL(Breaker.NONE, Repeat.NEVER),
    BUDGET_EXHAUSTED(Breaker.NONE, Repeat.NEVER),
    CANCELLED(Breaker.NONE, Repeat.NEVER),
    HEDGE_LOST(Breaker.NONE, Repeat.NEVER),
    ABANDONED(Breaker.NONE, Repeat.NEVER);

    /** What a failure means for the provider's circuit breaker. */
    public enum Breaker {
        /** Says nothing about the provider's health. */
        NONE,
        /** Counts as a failure. */
        FAILURE,
        /** The provider asked to wait; it is healthy. */
        PAUSE,
        /** Only a human can mend it: open at once. */
        OPEN
    }

    /** Whether the same provider may be asked once more in the same round. */
    public enum Repeat {
        NEVER,
        /** Once, at once, if no byte of the answer came. */
        RECONNECT,
        /** Once, when the configuration allows it. */
        REASK
    }

    private final Breaker breaker;
    private final Repeat repeat;

    FailureReason(Breaker breaker, Repeat repeat) {
        this.breaker = breaker;
        this.repeat = repeat;
    }

    /** What it means for the circuit breaker. */
    public Breaker breaker() {
        return breaker;
    }

    /** Whether the same provider may be asked once more in this round. */
    public Repeat repeat() {
        return repeat;
    }

    /** True when the breaker counts it as a failure. */
    public boolean countsAgainstBreaker() {
        return breaker == Breaker.FAILURE || breaker == Breaker.OPEN;
    }

    /** True when the provider must not be asked again for this request, in any round, unless it has other keys. */
    public boolean excludesProvider() {
        return breaker == Breaker.OPEN;
    }

    /** The name in records, metric tags and documents. */
    public String label() {
        return name();
    }
}
