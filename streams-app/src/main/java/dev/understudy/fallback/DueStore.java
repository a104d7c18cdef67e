package dev.understudy.fallback;

import dev.understudy.domain.alert.RawRecord;
import dev.understudy.inflight.RawRecords;
import dev.understudy.inflight.emission.RecordLimit;
import dev.understudy.serde.Codec;
import dev.understudy.serde.UndecodableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests of one task that wait, in the order of the time at which they are due. No partition is ever paused for them.
 * Payloads and the index by incident are on disk; memory holds a cursor. Confined to the stream thread.
 */
final class DueStore {
    private static final Logger LOG = LoggerFactory.getLogger(DueStore.class);
    private static final StringSerializer STRINGS = new StringSerializer();
    private static final byte[] PRESENT = {1};

    /** A request that waited, under its place in the order. */
    record Waiting(String key, RawRecord record) {}

    private final KeyValueStore<String, byte[]> byTime;
    private final KeyValueStore<String, byte[]> byIncident;
    private final Codec<RawRecord> codec;
    private final RecordLimit limit;
    /** Everything before it was taken: scans begin here, so they do not wade through what was deleted. */
    private String cursor = "";

    DueStore(
            KeyValueStore<String, byte[]> byTime,
            KeyValueStore<String, byte[]> byIncident,
            Codec<RawRecord> codec,
            RecordLimit limit) {
        this.byTime = byTime;
        this.byIncident = byIncident;
        this.codec = codec;
        this.limit = limit;
    }

    /** Keeps a request until it is due; one that is due already is kept behind those that waited longer. */
    void add(String requestId, String incidentId, Instant due, RawRecord record) {
        String key = key(due, incidentId, requestId);
        put(key, limit.checkEntry(key, codec.encode(record)));
    }

    private void put(String key, byte[] entry) {
        if (key.compareTo(cursor) < 0) {
            cursor = key;
        }
        byTime.put(key, entry);
        byIncident.put(incidentId(key) + '/' + key, PRESENT);
    }

    /** Takes out requests that are due, the longest waiting first, a bounded number at a time. */
    List<Waiting> takeDue(Instant now, int atMost) {
        List<String> due = new ArrayList<>();
        String end = key(now.plusMillis(1), "", "");
        try (KeyValueIterator<String, byte[]> entries = byTime.range(cursor, end)) {
            while (entries.hasNext() && due.size() < atMost) {
                due.add(entries.next().key);
            }
        }
        cursor = due.size() < atMost ? end : due.get(due.size() - 1);
        return due.stream().map(this::take).toList();
    }

    /** Takes out the requests of an incident, whenever they are due. */
    List<Waiting> takeIncident(String incidentId) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries = byIncident.prefixScan(incidentId + '/', STRINGS)) {
            while (entries.hasNext()) {
                KeyValue<String, byte[]> entry = entries.next();
                keys.add(entry.key.substring(incidentId.length() + 1));
            }
        }
        return keys.stream().map(this::take).toList();
    }

    /**
     * Makes requests due that are not, a bounded number at a time.
     *
     * @param from where to begin; empty at first
     * @param atMost so many are looked at
     * @return where to go on; null at the end
     */
    @Nullable
    String hasten(String from, int atMost, Instant now, Predicate<RawRecord> meant) {
        String notDue = key(now.plusMillis(1), "", "");
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries =
                byTime.range(from.compareTo(notDue) < 0 ? notDue : from, null)) {
            while (entries.hasNext() && keys.size() < atMost) {
                keys.add(entries.next().key);
            }
        }
        for (String key : keys) {
            if (meant.test(read(key))) {
                // The bytes as they are: nothing about them can fail here, whatever the limits are now.
                byte[] entry = byTime.get(key);
                delete(key);
                put(key(now, incidentId(key), key.substring(key.lastIndexOf('/') + 1)), entry);
            }
        }
        return keys.size() < atMost ? null : keys.get(keys.size() - 1) + '\0';
    }

    private Waiting take(String key) {
        RawRecord record = read(key);
        delete(key);
        return new Waiting(key, record);
    }

    private void delete(String key) {
        byTime.delete(key);
        byIncident.delete(incidentId(key) + '/' + key);
    }

    private static String incidentId(String key) {
        int first = key.indexOf('/');
        int last = key.lastIndexOf('/');
        return first < last ? key.substring(first + 1, last) : "";
    }

    /** An entry that cannot be read stops nothing: whoever takes it out finds that it is no request. */
    private RawRecord read(String key) {
        byte[] bytes = byTime.get(key);
        try {
            return codec.decode(bytes);
        } catch (UndecodableException unreadable) {
            LOG.atError().addKeyValue("key", key).setCause(unreadable).log("An entry of the due store cannot be read");
            return RawRecords.unreadable(byTime.name(), key, bytes);
        }
    }

    private static String key(Instant due, String incidentId, String requestId) {
        return String.format("%015d", Math.max(0, due.toEpochMilli())) + '/' + incidentId + '/' + requestId;
    }
}
