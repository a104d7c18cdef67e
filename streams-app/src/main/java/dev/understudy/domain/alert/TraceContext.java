package dev.understudy.domain.alert;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The trace that an alert came with (W3C Trace Context), taken over as it is: we make no spans of our own. What is no
 * trace parent is dropped, and the trace state with it.
 */
public final class TraceContext {
    private static final String PARENT = "traceparent";
    private static final String STATE = "tracestate";
    private static final String IDS_AND_FLAGS = "(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}";
    /** Versions after 00 may go on behind the flags. */
    private static final Pattern VALID =
            Pattern.compile("00-" + IDS_AND_FLAGS + "|(?!00|ff)[0-9a-f]{2}-" + IDS_AND_FLAGS + "(-.{0,200})?");

    /** What whoever propagates it has to take at least. */
    private static final int LONGEST_STATE = 512;

    private TraceContext() {}

    /** Adds the trace of what was read, a record or a request, to the headers of a record that is written. */
    public static void take(List<RawHeader> original, List<RawHeader> headers) {
        RawHeader parent = last(original, PARENT);
        if (parent == null || !VALID.matcher(text(parent)).matches()) {
            return;
        }
        headers.add(parent);
        RawHeader state = last(original, STATE);
        if (state != null && text(state).length() <= LONGEST_STATE) {
            headers.add(state);
        }
    }

    /** As Kafka's clients do: of several headers of one name the last one counts. */
    private static @Nullable RawHeader last(List<RawHeader> headers, String name) {
        RawHeader last = null;
        for (RawHeader header : headers) {
            if (header.key().equals(name)) {
                last = header;
            }
        }
        return last;
    }

    private static String text(RawHeader header) {
        byte[] value = header.value();
        return value == null ? "" : new String(value, ISO_8859_1);
    }
}
