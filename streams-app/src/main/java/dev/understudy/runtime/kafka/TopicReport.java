package dev.understudy.runtime.kafka;

import java.util.List;

/**
 * What became of one topic.
 *
 * @param differences settings of an existing topic that are not as we want them; it is left as it is
 */
public record TopicReport(String name, Result result, int partitions, List<String> differences) {

    /** Whether the topic was there. */
    public enum Result {
        CREATED,
        EXISTS,
        WOULD_BE_CREATED
    }

    public TopicReport {
        differences = List.copyOf(differences);
    }
}
