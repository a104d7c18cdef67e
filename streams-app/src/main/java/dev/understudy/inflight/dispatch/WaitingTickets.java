package dev.understudy.inflight.dispatch;

import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Tickets of one role that wait for one provider: the most urgent is next, but after it was passed over so many times in a
 * row the oldest is, or a storm of urgent alerts would starve all others. Guarded by the dispatcher.
 */
final class WaitingTickets {
    /** Of ten permits for a provider, one goes to the oldest ticket of each role at the least. */
    static final int MOST_PASSES = 9;

    private final NavigableSet<Ticket> byUrgency = new TreeSet<>(Ticket.MOST_URGENT_FIRST);
    private final NavigableSet<Ticket> byAge = new TreeSet<>(Ticket.OLDEST_FIRST);
    private int passes;

    void add(Ticket ticket) {
        byUrgency.add(ticket);
        byAge.add(ticket);
    }

    boolean remove(Ticket ticket) {
        byAge.remove(ticket);
        return byUrgency.remove(ticket);
    }

    boolean isEmpty() {
        return byUrgency.isEmpty();
    }

    int size() {
        return byUrgency.size();
    }

    /** True when the oldest was passed over too often. */
    boolean isOverdue() {
        return passes >= MOST_PASSES;
    }

    /** The next to be served; there must be one. */
    Ticket next() {
        return isOverdue() ? byAge.first() : byUrgency.first();
    }

    /** Notes that this ticket was served, of this role or of another; takes it out. */
    void served(Ticket ticket) {
        int oldest = byAge.isEmpty() ? 1 : Ticket.OLDEST_FIRST.compare(byAge.first(), ticket);
        if (oldest == 0) {
            passes = 0;
        } else if (oldest < 0) {
            passes++;
        }
        remove(ticket);
    }
}
