package dev.understudy.runtime.letters;

import dev.understudy.runtime.client.TimeRange;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant.
 *
 * @param range when they were written
 * @param reason its name; null for any
 * @param topic where the original was; null for any
 * @param ids these only; empty for any
 */
public record LetterFilter(
        TimeRange range, @Nullable String reason, @Nullable String topic, Set<LetterId> ids) {

    public LetterFilter {
        ids = Set.copyOf(ids);
    }

    /** These, whatever they are. */
    public static LetterFilter of(Set<LetterId> ids) {
        return new LetterFilter(TimeRange.WHOLE_TOPIC, null, null, ids);
    }

    /** True when this one is meant. */
    public boolean takes(DeadLetter letter) {
        return range.contains(letter.at())
                && (reason == null || reason.equalsIgnoreCase(letter.why().reason()))
                && (topic == null || topic.equals(letter.why().topic()))
                && (ids.isEmpty() || ids.contains(letter.id()));
    }
}
