package dev.understudy.inflight.dispatch;

import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Tickets that wait for one provider: the most urgent is next, but after it was passed over so many times in a row the
 * oldest is, or a storm of urgent alerts would starve all others. Guarded by the dispatcher.
 */
final class WaitingTickets {
    /** Of ten permits, one goes to the oldest ticket at the least. */
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

    /** The next to be served; there must be one. */
    Ticket next() {
        return passes >= MOST_PASSES ? byAge.first() : byUrgency.first();
    }

    /** Takes out the ticket that was served. */
    void served(Ticket ticket) {
        passes = ticket.equals(byAge.first()) ? 0 : passes + 1;
        remove(ticket);
    }
}
