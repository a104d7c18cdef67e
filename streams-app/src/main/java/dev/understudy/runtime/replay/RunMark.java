package dev.understudy.runtime.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.config.ConfigException;
import dev.understudy.domain.alert.RawHeader;
import dev.understudy.runtime.client.TimeRange;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run was begun with, kept in a header of each alert that it copied: whoever goes on with it, wherever, takes the
 * same alerts, though "24 hours ago" has moved on.
 *
 * @param spelled the options, as the user wrote them
 */
record RunMark(TimeRange range, String spelled) {
    private static final String HEADER = "understudy-replay-run";
    private static final String OPEN = "-";

    RawHeader header() {
        return new RawHeader(HEADER, (text(range.since()) + " " + text(range.until()) + " " + spelled).getBytes(UTF_8));
    }

    static String headerName() {
        return HEADER;
    }

    /** That of a header; empty when it is none of ours. */
    static Optional<RunMark> parse(byte[] value) {
        String[] parts = new String(value, UTF_8).split(" ", 3);
        try {
            return parts.length == 3
                    ? Optional.of(new RunMark(new TimeRange(moment(parts[0]), moment(parts[1])), parts[2]))
                    : Optional.empty();
        } catch (DateTimeException foreign) {
            return Optional.empty();
        }
    }

    /**
     * The same.
     *
     * @throws ConfigException when these are not the options that it was begun with
     */
    RunMark requireSame(String run, String options) {
        if (!spelled.equals(options)) {
            throw new ConfigException(
                    "--run",
                    run + " was begun with other options (" + spelled + ") than these (" + options
                            + "); repeat them, take another name, or run: understudy replay clean --run " + run);
        }
        return this;
    }

    private static String text(@Nullable Instant moment) {
        return moment == null ? OPEN : moment.toString();
    }

    private static @Nullable Instant moment(String text) {
        return text.equals(OPEN) ? null : Instant.parse(text);
    }
}
