package dev.understudy.runtime.letters;

import dev.understudy.config.ConfigException;
import dev.understudy.config.Topics;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a dead letter is: its partition and offset in {@code incidents.dead-letter}, written {@code 3-17}. */
public record LetterId(int partition, long offset) implements Comparable<LetterId> {
    private static final Pattern FORM =
            Pattern.compile("(?:" + Pattern.quote(Topics.DEAD_LETTER) + "-)?(\\d{1,9})-(\\d{1,18})");

    /**
     * Reads it, with or without the name of the topic.
     *
     * @throws ConfigException when it is none
     */
    public static LetterId of(String text) {
        return find(text)
                .orElseThrow(() -> new ConfigException(
                        "id",
                        "is no dead letter: " + text + "; expected partition and offset, such as 3-17, as "
                                + "'understudy dead-letters list' shows them"));
    }

    /** Reads it; empty when it is none. */
    static Optional<LetterId> find(String text) {
        return Optional.of(FORM.matcher(text))
                .filter(Matcher::matches)
                .map(found -> new LetterId(Integer.parseInt(found.group(1)), Long.parseLong(found.group(2))));
    }

    @Override
    public int compareTo(LetterId other) {
        return partition == other.partition
                ? Long.compare(offset, other.offset)
                : Integer.compare(partition, other.partition);
    }

    @Override
    public String toString() {
        return partition + "-" + offset;
    }
}
