package dev.understudy.prompt.layout;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines {@code name: value} that belong together, with or without a heading, and are cut from their end. Not
 * thread-safe.
 */
final class LineGroup {
    private static final String ELLIPSIS = " " + CutText.MARK;
    /** Breaks inside of a value: nothing in it can pose as a line of its own. */
    private static final String CONTINUED = "\n    ";
    /** A name that leaves room for no more than this of its value is not worth a line. */
    private static final int LEAST_VALUE = 16;

    private static final int LONGEST_NAME = 255;
    /** Of the room of several lines that do not fit, the most that one of them gets. */
    private static final int SHARE_OF_ONE = 4;
    /** A line that gets this much in any case, if it is there. */
    private static final long SHORT_LINE = 64;

    /** The indented name with its colon, and the value as it is written. */
    private record Line(String head, String value) {
        long bytes() {
            return Utf8.length(head) + Utf8.length(value) + 1;
        }
    }

    private final @Nullable String heading;
    private final List<Line> lines = new ArrayList<>();
    private long bytes;

    LineGroup(@Nullable String heading) {
        this.heading = heading;
    }

    /** Adds a line, unless there is no value. */
    LineGroup add(String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            String indent = heading == null ? "" : "  ";
            Line line = new Line(
                    indent + name.replace('\n', ' ') + ": ",
                    value.stripTrailing().replace("\n", CONTINUED));
            lines.add(line);
            bytes += line.bytes();
        }
        return this;
    }

    /** The length of all of it. */
    long bytes() {
        return lines.isEmpty() ? 0 : bytes + headingLine().length();
    }

    /** As much of it as fits. */
    CutText within(long room) {
        StringBuilder text = new StringBuilder();
        if (lines.isEmpty()) {
            return new CutText("", 0);
        }
        text.append(headingLine());
        if (bytes() <= room) {
            lines.forEach(line -> text.append(line.head()).append(line.value()).append('\n'));
            return new CutText(text.toString(), 0);
        }
        String mark = (heading == null ? "" : "  ") + CutText.MARK + "\n";
        long left = room - text.length() - mark.length();
        if (left < LEAST_VALUE) {
            return new CutText("", bytes());
        }
        long most = Math.max(SHORT_LINE, left / Math.min(SHARE_OF_ONE, lines.size()));
        long kept = text.length();
        boolean missing = false;
        for (Line line : lines) {
            Written written = left < LEAST_VALUE ? null : written(line, left, most);
            if (written == null) {
                missing = true;
            } else {
                text.append(written.text());
                left -= Utf8.length(written.text());
                kept += written.kept();
            }
        }
        return new CutText(missing ? text + mark : text.toString(), bytes() - kept);
    }

    /** A line, and how many bytes of it are those of the alert. */
    private record Written(String text, long kept) {}

    private static @Nullable Written written(Line line, long left, long most) {
        if (line.bytes() <= Math.min(left, most)) {
            return new Written(line.head() + line.value() + "\n", line.bytes());
        }
        String head = line.head();
        int cutHead = 0;
        if (head.length() > LONGEST_NAME) {
            head = Utf8.beginning(head, LONGEST_NAME) + ELLIPSIS + ": ";
            cutHead = ELLIPSIS.length() + 2;
        }
        long room = Math.min(left, most) - Utf8.length(head) - ELLIPSIS.length() - 1;
        if (room < LEAST_VALUE) {
            return null;
        }
        String value = Utf8.beginning(line.value(), room);
        boolean whole = value.length() == line.value().length();
        return new Written(
                head + value + (whole ? "" : ELLIPSIS) + "\n", Utf8.length(head) - cutHead + Utf8.length(value) + 1);
    }

    private String headingLine() {
        return heading == null ? "" : heading + ":\n";
    }
}
