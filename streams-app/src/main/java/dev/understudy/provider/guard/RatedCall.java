package dev.understudy.provider.guard;

/** A call that a rate let through: when, and for how many tokens as far as is known. Guarded by its rate. */
final class RatedCall {
    private long at;
    private long tokens;

    /** A call that is about to be made. */
    RatedCall(long estimatedTokens) {
        this.tokens = estimatedTokens;
    }

    void leftAt(long nanos) {
        at = nanos;
    }

    long at() {
        return at;
    }

    long tokens() {
        return tokens;
    }

    void tookTokens(long counted) {
        tokens = counted;
    }
}
