package dev.understudy.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.understudy.domain.alert.RawHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The trace context of W3C that a record takes over from its request; one that is malformed is left out. */
final class TraceHeaders {
    static final String PARENT = "traceparent";
    static final String STATE = "tracestate";

    private static final Pattern PARENT_FORM = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final Pattern STATE_FORM = Pattern.compile("[\\x20-\\x7e]{1,512}");

    private TraceHeaders() {}

    static List<RawHeader> of(@Nullable String parent, @Nullable String state) {
        List<RawHeader> headers = new ArrayList<>(2);
        if (parent != null && PARENT_FORM.matcher(parent).matches()) {
            headers.add(new RawHeader(PARENT, parent.getBytes(US_ASCII)));
            if (state != null && STATE_FORM.matcher(state).matches()) {
                headers.add(new RawHeader(STATE, state.getBytes(US_ASCII)));
            }
        }
        return headers;
    }
}
