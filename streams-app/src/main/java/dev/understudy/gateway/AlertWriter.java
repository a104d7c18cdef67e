package dev.understudy.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertBody;
import dev.understudy.domain.alert.KeyedAlert;
import dev.understudy.domain.alert.RawHeader;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.alert.UnreadableAlert;
import dev.understudy.domain.alert.UnreadableReason;
import dev.understudy.gateway.answer.Receipt;
import dev.understudy.gateway.body.BytesInFlight;
import dev.understudy.metrics.GatewayMetrics;
import dev.understudy.serde.Codec;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Turns the body of a request into records, one for each alert, and follows them until Kafka has them. Thread-safe. */
final class AlertWriter {
    /** An alert as it is stored. */
    @SuppressWarnings("ArrayRecordComponent") // not copied, never compared
    private record Stored(int index, Alert alert, byte[] key, byte[] value) {
        int length() {
            return key.length + value.length;
        }
    }

    /** An alert on its way. */
    private record Sending(Stored stored, CompletableFuture<AlertSender.Sent> sent) {}

    /**
     * A body with what belongs to it.
     *
     * @param headers of the HTTP request, for the format
     * @param trace headers of the records
     */
    @SuppressWarnings("ArrayRecordComponent") // not copied, never compared
    record Delivery(byte[] body, List<RawHeader> headers, List<RawHeader> trace, BytesInFlight.Share share) {}

    /** The producer tells of each record in time; that it might not is no reason to keep a sender waiting. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    /** How many times its length a body takes while it is parsed; that of the shortest tokens takes a little more. */
    private static final long PARSED = 8;

    private final Codec<Alert> codec;
    private final AlertSender sender;
    private final Duration longest;
    private final int maxAlertBytes;
    private final long maxParsedBytes;
    private final GatewayMetrics metrics;
    private final Clock clock;

    AlertWriter(GatewayParts parts) {
        this.codec = parts.codec();
        this.sender = new AlertSender(parts.producer());
        this.longest = parts.config().deliveryTimeout().plus(SLACK);
        this.maxAlertBytes = parts.maxAlertBytes();
        // Half of all, so that there is room for the longest body, packed and inflated.
        this.maxParsedBytes = parts.config().maxBytesInFlight() / 2;
        this.metrics = parts.metrics();
        this.clock = parts.clock();
    }

    /** Begins to send; completes on a thread of the producer, or at once when there is nothing to send. */
    CompletableFuture<Receipt> take(Endpoint endpoint, Delivery delivery) {
        long parsing = Math.min(PARSED * delivery.body().length, maxParsedBytes);
        if (!delivery.share().take(parsing)) {
            return CompletableFuture.completedFuture(Receipt.undelivered(List.of()));
        }
        // No record yet: a name of its own stands for the position, so that ids made from it are unique.
        RecordRef origin = new RecordRef("gateway:" + UUID.randomUUID(), -1, 0, clock.instant(), 0);
        AlertBody body = endpoint.format().read(new RawRecord(origin, null, delivery.body(), delivery.headers()));
        List<Receipt.Refused> refused = new ArrayList<>();
        for (UnreadableAlert unreadable : body.unreadable()) {
            refused.add(new Receipt.Refused(
                    unreadable.original().origin().index(), unreadable.reason().name(), unreadable.message()));
        }
        List<Stored> stored = store(body.alerts(), refused);
        delivery.share().giveBack(parsing);
        if (!delivery.share().take(stored.stream().mapToLong(Stored::length).sum())) {
            return CompletableFuture.completedFuture(Receipt.undelivered(refused));
        }
        long began = System.nanoTime();
        List<Sending> sendings = new ArrayList<>(stored.size());
        for (Stored one : stored) {
            CompletableFuture<AlertSender.Sent> sent = sender.send(one.key(), one.value(), delivery.trace());
            if (sent.getNow(AlertSender.Sent.ACKNOWLEDGED) == AlertSender.Sent.NOT_ACKNOWLEDGED) {
                // Each of the others would hold this thread for as long.
                return CompletableFuture.completedFuture(Receipt.undelivered(refused));
            }
            sendings.add(new Sending(one, sent));
        }
        return CompletableFuture.allOf(sendings.stream().map(Sending::sent).toArray(CompletableFuture<?>[]::new))
                .orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
                .handle((done, late) -> {
                    Receipt receipt = receipt(sendings, refused, body);
                    if (receipt.delivered() && receipt.accepted() > 0) {
                        metrics.acknowledged(Duration.ofNanos(System.nanoTime() - began));
                    }
                    return receipt;
                });
    }

    private List<Stored> store(List<KeyedAlert> alerts, List<Receipt.Refused> refused) {
        List<Stored> stored = new ArrayList<>(alerts.size());
        for (KeyedAlert keyed : alerts) {
            int index = keyed.original().origin().index();
            byte[] value = codec.encode(keyed.alert());
            if (value.length > maxAlertBytes) {
                refused.add(tooLarge(
                        index,
                        "is " + value.length + " bytes as it is stored, more than max-alert-bytes (" + maxAlertBytes
                                + ")"));
            } else {
                byte[] key = keyed.alert().key().value().getBytes(UTF_8);
                stored.add(new Stored(index, keyed.alert(), key, value));
            }
        }
        return stored;
    }

    private static Receipt receipt(List<Sending> sendings, List<Receipt.Refused> refused, AlertBody body) {
        List<Receipt.Refused> inOrder = new ArrayList<>(refused);
        int accepted = 0;
        boolean delivered = true;
        @Nullable String fingerprint = null;
        for (Sending sending : sendings) {
            switch (sending.sent().getNow(AlertSender.Sent.NOT_ACKNOWLEDGED)) {
                case ACKNOWLEDGED -> {
                    accepted++;
                    fingerprint = fingerprint == null ? sending.stored().alert().fingerprint() : fingerprint;
                }
                case TOO_LARGE ->
                    inOrder.add(tooLarge(
                            sending.stored().index(),
                            "is longer than the topic takes; shorten it, or raise its max.message.bytes and "
                                    + "kafka.max.request.size"));
                case NOT_ACKNOWLEDGED -> delivered = false;
            }
        }
        inOrder.sort(Comparator.comparingInt(Receipt.Refused::index));
        return new Receipt(accepted, inOrder, body.truncated(), body.ignored(), fingerprint, delivered);
    }

    private static Receipt.Refused tooLarge(int index, String message) {
        return new Receipt.Refused(index, UnreadableReason.TOO_LARGE.name(), message);
    }
}
