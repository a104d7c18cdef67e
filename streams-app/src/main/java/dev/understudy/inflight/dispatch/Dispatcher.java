package dev.understudy.inflight.dispatch;

import dev.understudy.config.Role;
import dev.understudy.provider.CallPermits;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Hands out the permits of a process over all tasks of both applications: at once while there are any, else to the most
 * urgent request that waits, oldest first, and now and then to the oldest of all ({@link WaitingTickets}). Thread-safe;
 * never waits.
 */
public final class Dispatcher {
    /** What is known of one provider. */
    private static final class Line {
        final int limit;
        final Map<Role, WaitingTickets> waiting = new EnumMap<>(Role.class);
        final Map<Role, Integer> calling = new EnumMap<>(Role.class);

        Line(int limit) {
            this.limit = limit;
            for (Role role : Role.values()) {
                waiting.put(role, new WaitingTickets());
                calling.put(role, 0);
            }
        }

        WaitingTickets waiting(Role role) {
            return Objects.requireNonNull(waiting.get(role));
        }

        int calling(Role role) {
            return calling.getOrDefault(role, 0);
        }

        int queued() {
            return waiting.values().stream().mapToInt(WaitingTickets::size).sum();
        }
    }

    private final CallPermits permits;
    private final Map<String, Line> lines = new HashMap<>();

    /**
     * A dispatcher over a pool of permits.
     *
     * @param limits most calls in flight by provider
     */
    public Dispatcher(CallPermits permits, Map<String, Integer> limits) {
        this.permits = permits;
        limits.forEach((provider, limit) -> lines.put(provider, new Line(limit)));
    }

    /** Takes a permit for a call to the provider, if there is one; the caller gives it back with {@link #release}. */
    public synchronized boolean tryAcquire(String provider, Role role) {
        Line line = line(provider);
        if (!mayCall(line, role) || !permits.tryAcquire(provider)) {
            return false;
        }
        line.calling.merge(role, 1, Integer::sum);
        return true;
    }

    /** Queues a request; its mailbox gets {@link Message.Granted} when its turn has come. */
    public synchronized void enqueue(Ticket ticket) {
        line(ticket.provider()).waiting(ticket.role()).add(ticket);
        grant();
    }

    /** Takes a request out of the queue; false when a permit is already on its way. */
    public synchronized boolean withdraw(Ticket ticket) {
        return line(ticket.provider()).waiting(ticket.role()).remove(ticket);
    }

    /** Gives a permit back, and hands it on. */
    public synchronized void release(String provider, Role role) {
        line(provider).calling.merge(role, -1, Integer::sum);
        permits.release(provider);
        grant();
    }

    /** Requests that wait for this provider. */
    public synchronized int queued(String provider) {
        return line(provider).queued();
    }

    /** Requests that wait for any provider. */
    public synchronized int queued() {
        return lines.values().stream().mapToInt(Line::queued).sum();
    }

    /** Calls in flight. */
    public synchronized int calling() {
        return lines.values().stream()
                .mapToInt(line -> line.calling(Role.ENRICHER) + line.calling(Role.FALLBACK))
                .sum();
    }

    private void grant() {
        boolean granted;
        do {
            granted = false;
            for (Ticket ticket : heads()) {
                if (tryAcquire(ticket.provider(), ticket.role())) {
                    line(ticket.provider()).waiting.values().forEach(waiting -> waiting.served(ticket));
                    granted = true;
                    if (!ticket.mailbox().post(new Message.Granted(ticket))) {
                        line(ticket.provider()).calling.merge(ticket.role(), -1, Integer::sum);
                        permits.release(ticket.provider());
                    }
                    break;
                }
            }
        } while (granted);
    }

    /** Who is next of each provider and role: those that were passed over too often first. */
    private List<Ticket> heads() {
        return lines.values().stream()
                .flatMap(line -> line.waiting.values().stream())
                .filter(waiting -> !waiting.isEmpty())
                .sorted(Comparator.comparing(WaitingTickets::isOverdue)
                        .reversed()
                        .thenComparing(WaitingTickets::next, Ticket.MOST_URGENT_FIRST))
                .map(WaitingTickets::next)
                .toList();
    }

    private boolean mayCall(Line line, Role role) {
        return role == Role.ENRICHER || line.calling(Role.FALLBACK) < (line.limit + 1) / 2 || enricherIsIdle(line);
    }

    private static boolean enricherIsIdle(Line line) {
        return line.calling(Role.ENRICHER) == 0 && line.waiting(Role.ENRICHER).isEmpty();
    }

    private Line line(String provider) {
        Line line = lines.get(provider);
        if (line == null) {
            throw new IllegalArgumentException("no provider " + provider + " in the configuration");
        }
        return line;
    }
}
