package dev.understudy.inflight.dispatch;

import dev.understudy.domain.attempt.Outcome;
import java.time.Instant;

/** What other threads tell the stream thread of a task. */
public sealed interface Message permits Message.Finished, Message.Granted {

    /** A call ended; its permit is free again. */
    record Finished(String requestId, int ordinal, Outcome outcome, Instant at) implements Message {}

    /** A permit was taken for a request that waited for one; the receiver owns it. */
    record Granted(Ticket ticket) implements Message {}
}
