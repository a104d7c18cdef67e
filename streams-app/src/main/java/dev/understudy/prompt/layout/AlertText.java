package dev.understudy.prompt.layout;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertPlace;
import dev.understudy.domain.alert.AlertTimes;
import dev.understudy.domain.alert.Link;
import dev.understudy.domain.alert.Severity;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An alert as lines of {@code name: value}. Maps are sorted, so that equal alerts read equal.
 *
 * <p>One that is too long loses its least useful end: first the ends of its links and annotations, then of the
 * description and the summary, of its labels only when there is no other way, its name and severity never. So that one
 * huge text does not take everything else with it, a part that is less useful keeps a share of the room.
 *
 * <p>The texts have to be plain already, as the redactor leaves them.
 */
public final class AlertText {
    /** The parts, the most useful first. */
    private enum Part {
        CORE(0),
        LABELS(8),
        PLACE(32),
        SUMMARY(8),
        DESCRIPTION(8),
        VALUES(32),
        ANNOTATIONS(32),
        LINKS(32);

        /** The part of the room that more useful ones leave to it: half of it all together; 0 for the first. */
        private final int share;

        Part(int share) {
            this.share = share;
        }

        long kept(long need, long room) {
            return share == 0 ? 0 : Math.min(need, room / share);
        }
    }

    /** The order in which a human reads them. */
    private static final Part[] READ = {
        Part.CORE, Part.SUMMARY, Part.DESCRIPTION, Part.PLACE, Part.VALUES, Part.LABELS, Part.ANNOTATIONS, Part.LINKS
    };

    private final Map<Part, LineGroup> groups = new EnumMap<>(Part.class);

    private AlertText(Alert alert, @Nullable String recurrence, @Nullable Instant receivedAt) {
        groups.put(
                Part.CORE,
                new LineGroup(null)
                        .add("alertname", alert.name())
                        .add("severity", severity(alert))
                        .add("status", alert.status().name().toLowerCase(Locale.ROOT))
                        .add("recurrence", recurrence));
        groups.put(Part.LABELS, entries("labels", alert.labels()));
        groups.put(Part.PLACE, place(alert, receivedAt));
        groups.put(Part.SUMMARY, new LineGroup(null).add("summary", alert.summary()));
        boolean repeated = alert.description().equals(alert.summary());
        groups.put(Part.DESCRIPTION, new LineGroup(null).add("description", repeated ? null : alert.description()));
        groups.put(Part.VALUES, entries("values", alert.values()));
        groups.put(Part.ANNOTATIONS, annotations(alert));
        groups.put(Part.LINKS, links(alert));
    }

    /**
     * The lines of an alert, as many as fit into so many bytes of UTF-8.
     *
     * @param recurrence how often it was seen lately; null when that is not worth a line
     */
    public static CutText of(Alert alert, @Nullable String recurrence, long bytes) {
        return new AlertText(alert, recurrence, alert.times().receivedAt()).within(bytes);
    }

    /** The same without what differs each time the alert is looked at: how often it was seen, when it was received. */
    public static CutText lasting(Alert alert, long bytes) {
        return new AlertText(alert, null, null).within(bytes);
    }

    private CutText within(long room) {
        Map<Part, CutText> texts = new EnumMap<>(Part.class);
        long promised =
                Arrays.stream(Part.values()).mapToLong(part -> kept(part, room)).sum();
        long left = room;
        for (Part part : Part.values()) {
            promised -= kept(part, room);
            CutText text = group(part).within(left - promised);
            texts.put(part, text);
            left -= Utf8.length(text.text());
        }
        StringBuilder read = new StringBuilder();
        long cut = 0;
        for (Part part : READ) {
            CutText text = texts.getOrDefault(part, new CutText("", 0));
            read.append(text.text());
            cut += text.bytesCut();
        }
        return new CutText(read.toString(), cut);
    }

    private long kept(Part part, long room) {
        return part.kept(group(part).bytes(), room);
    }

    private LineGroup group(Part part) {
        return groups.getOrDefault(part, new LineGroup(null));
    }

    private static LineGroup place(Alert alert, @Nullable Instant receivedAt) {
        AlertTimes times = alert.times();
        AlertPlace place = alert.place();
        return new LineGroup(null)
                .add("started at", instant(times.startsAt()))
                .add("ended at", instant(times.endsAt()))
                .add("received at", instant(receivedAt))
                .add("service", place.service())
                .add("environment", place.environment())
                .add("cluster", place.cluster())
                .add("resource", place.resource())
                .add("component", place.component())
                .add("team", place.team())
                .add("source", alert.source().type())
                .add("reason for notification", alert.delivery().notificationReason());
    }

    private static LineGroup annotations(Alert alert) {
        return entries("annotations", alert.otherAnnotations());
    }

    private static LineGroup links(Alert alert) {
        LineGroup links = new LineGroup("links");
        for (Link link : alert.links()) {
            links.add(link.rel(), link.href());
        }
        return links;
    }

    private static LineGroup entries(String heading, Map<String, ?> entries) {
        LineGroup group = new LineGroup(heading);
        new TreeMap<>(entries).forEach((name, value) -> group.add(name, String.valueOf(value)));
        return group;
    }

    private static String severity(Alert alert) {
        String normalised = alert.severity().name().toLowerCase(Locale.ROOT);
        String raw = alert.severityRaw();
        if (raw == null || raw.isEmpty() || raw.equalsIgnoreCase(normalised)) {
            return normalised;
        }
        return alert.severity() == Severity.UNKNOWN ? raw : normalised + " (" + raw + ")";
    }

    private static @Nullable String instant(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
