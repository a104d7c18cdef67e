package dev.understudy.fallback;

import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.Parking;
import dev.understudy.serde.Codec;
import dev.understudy.serde.UndecodableException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out drain orders: makes requests of a task due that wait, a bounded number a round, so that neither the stream
 * thread nor the providers notice more than a busy moment. Permits, rates and breakers count as ever. Kept in memory
 * only: where a task moves meanwhile, the rest waits for its own time. Confined to the stream thread.
 */
final class Drains {
    private static final Logger LOG = LoggerFactory.getLogger(Drains.class);

    private final DueStore due;
    private final Codec<EnrichmentRequest> requests;
    private final BiPredicate<EnrichmentRequest, String> chainHas;
    private final Deque<Drain> drains = new ArrayDeque<>();

    /** @param chainHas whether the chain of a request has the provider of that name */
    Drains(DueStore due, Codec<EnrichmentRequest> requests, BiPredicate<EnrichmentRequest, String> chainHas) {
        this.due = due;
        this.requests = requests;
        this.chainHas = chainHas;
    }

    /** Begins with an order, anew when it is being carried out. */
    void begin(DrainOrder order, Instant now) {
        drains.removeIf(drain -> drain.order.equals(order));
        drains.add(new Drain(order, now));
    }

    /** Goes on with the first order; looks at so many requests at most. */
    void advance(int atMost, Instant now) {
        Drain drain = drains.peek();
        if (drain == null) {
            return;
        }
        String next = due.hasten(drain.cursor, atMost, now, drain::takes);
        if (next != null) {
            drain.cursor = next;
        } else {
            drains.remove();
            LOG.atInfo()
                    .addKeyValue("provider", drain.order.provider())
                    .addKeyValue("released", drain.released)
                    .log("parked requests are tried before they were due, as ordered");
        }
    }

    private final class Drain {
        private final DrainOrder order;
        private final Instant begun;
        private String cursor = "";
        private int released;

        Drain(DrainOrder order, Instant begun) {
            this.order = order;
            this.begun = begun;
        }

        /** What was parked after the order has been tried since: it must not go round and round. */
        private boolean takes(RawRecord record) {
            EnrichmentRequest request = request(record);
            if (request == null) {
                return false;
            }
            Parking parking = request.parking();
            boolean waitedBefore = parking == null || !parking.at().isAfter(begun);
            String provider = order.provider();
            boolean taken = waitedBefore && (provider == null || chainHas.test(request, provider));
            released += taken ? 1 : 0;
            return taken;
        }

        /** The request; null for what cannot be read, which becomes a dead letter in its own time. */
        private @Nullable EnrichmentRequest request(RawRecord record) {
            try {
                return record.value() == null ? null : requests.decode(record.value());
            } catch (UndecodableException unreadable) {
                return null;
            }
        }
    }
}
