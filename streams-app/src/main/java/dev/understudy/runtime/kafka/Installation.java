package dev.understudy.runtime.kafka;

import dev.understudy.config.Namespace;
import java.util.Set;

/**
 * What a cluster holds of us, found at the start.
 *
 * @param partitions partition count of every topic
 * @param topics the incident topics that exist, those of providers no longer configured included
 * @param namespace whose names these are
 */
public record Installation(int partitions, Set<String> topics, Namespace namespace) {

    public Installation {
        topics = Set.copyOf(topics);
    }
}
