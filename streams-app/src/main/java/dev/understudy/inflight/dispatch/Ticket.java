package dev.understudy.inflight.dispatch;

import dev.understudy.config.Role;
import java.time.Instant;
import java.util.Comparator;

/**
 * A request's place in the queue for a permit. Small, since up to 100,000 of them are held in memory; the request
 * itself stays in the in-flight store.
 *
 * @param priority higher is served first, with a floor for the oldest
 * @param since older is served first among equals
 * @param mailbox where the permit is sent
 */
public record Ticket(
        String requestId, String provider, Role role, int priority, Instant since, Mailbox<Message> mailbox) {
    static final Comparator<Ticket> MOST_URGENT_FIRST = Comparator.comparingInt(Ticket::priority)
            .reversed()
            .thenComparing(Ticket::since)
            .thenComparing(Ticket::requestId);

    static final Comparator<Ticket> OLDEST_FIRST =
            Comparator.comparing(Ticket::since).thenComparing(Ticket::requestId);
}
