package dev.understudy.runtime.kafka;

import java.util.Set;

/**
 * What a cluster holds of us, found at the start.
 *
 * @param partitions partition count of every topic
 * @param topics the incident topics that exist, those of providers no longer configured included
 */
public record Installation(int partitions, Set<String> topics) {

    public Installation {
        topics = Set.copyOf(topics);
    }
}
