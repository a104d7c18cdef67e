package dev.understudy.inflight.reuse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Counts the episodes of each alert of a task that came one after the other without a day of quiet between them. What a
 * source repeats about one episode is not counted again; without a start time, an episode lasts until it is resolved.
 * Confined to the stream thread.
 */
public final class Recurrences {
    /** After so long without a word about it, an alert is new again. */
    public static final Duration QUIET = Duration.ofHours(24);

    /** A repeat writes no sooner; so much of the quiet may go unseen. */
    private static final Duration RENEWED = Duration.ofHours(1);

    private static final Pattern ENTRY = Pattern.compile("([1-9]\\d{0,8}) (open|over) (.*)");
    private static final Entry NONE = new Entry(0, false, "");

    private record Entry(int count, boolean open, String incidentId) {
        byte[] encoded() {
            return (count + (open ? " open " : " over ") + incidentId).getBytes(UTF_8);
        }
    }

    private final RecentStore store;

    public Recurrences(RecentStore store) {
        this.store = store;
    }

    /** The alert fires: the number of its episode, from 1. */
    public int fired(String alertKey, String incidentId, Instant now) {
        RecentStore.Dated row = store.latest(alertKey, now);
        Entry last = entry(row);
        boolean same = last.open() && last.incidentId().equals(incidentId);
        Entry entry = new Entry(same ? last.count() : last.count() + 1, true, incidentId);
        if (!same || row == null || !row.at().isAfter(now.minus(RENEWED))) {
            store.put(alertKey, entry.encoded(), now);
        }
        return entry.count();
    }

    /** The alert is over: the number of the episode that it was, from 1. */
    public int ended(String alertKey, String incidentId, Instant now) {
        Entry last = entry(store.latest(alertKey, now));
        Entry entry = new Entry(Math.max(1, last.count()), false, incidentId);
        store.put(alertKey, entry.encoded(), now);
        return entry.count();
    }

    /** Forgets a little of what is too old. */
    public void sweep(Instant now) {
        store.sweep(now);
    }

    private static Entry entry(RecentStore.@Nullable Dated row) {
        Matcher entry = ENTRY.matcher(row == null ? "" : new String(row.value(), UTF_8));
        return entry.matches()
                ? new Entry(Integer.parseInt(entry.group(1)), entry.group(2).equals("open"), entry.group(3))
                : NONE;
    }
}
