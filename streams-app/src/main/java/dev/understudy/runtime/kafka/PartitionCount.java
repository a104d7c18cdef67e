package dev.understudy.runtime.kafka;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The one partition count that topics share, so that a key keeps its partition on its way; and those of their own. */
final class PartitionCount {
    private PartitionCount() {}

    /**
     * The count that existing topics and a wish agree on; empty when there is neither.
     *
     * @throws StartupException when they differ
     */
    static Optional<Integer> common(Map<String, Integer> existing, Optional<Integer> wish) {
        TreeSet<Integer> counts = new TreeSet<>(existing.values());
        if (counts.size() > 1) {
            throw new StartupException("topics: partition counts differ: " + described(existing)
                    + "; all incidents topics need one count: raise the smaller ones with kafka-topics --alter");
        }
        if (wish.isPresent() && !counts.isEmpty() && !counts.contains(wish.get())) {
            throw new StartupException("topics: " + new TreeMap<>(existing).firstKey() + " has " + counts.first()
                    + " partitions, but " + wish.get() + " were asked for; leave --partitions out to take "
                    + counts.first());
        }
        return counts.isEmpty() ? wish : Optional.of(counts.first());
    }

    /**
     * Checks the topics that have a partition count of their own.
     *
     * @throws StartupException when one has another
     */
    static void checkOwn(List<TopicSettings> topics, Map<String, Integer> existing) {
        for (TopicSettings topic : topics) {
            Integer count = existing.get(topic.name());
            int own = topic.ownPartitions().orElse(count == null ? 0 : count);
            if (count != null && count != own) {
                throw new StartupException("topics: " + topic.name() + " has " + count + " partitions and needs " + own
                        + "; delete it, then run: understudy topics create");
            }
        }
    }

    private static String described(Map<String, Integer> existing) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(existing).forEach((name, count) -> text.append(text.isEmpty() ? "" : ", ")
                .append(name)
                .append(' ')
                .append(count));
        return text.toString();
    }
}
