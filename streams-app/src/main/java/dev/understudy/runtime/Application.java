package dev.understudy.runtime;

import dev.understudy.config.Role;
import org.apache.kafka.streams.Topology;

/** A Kafka Streams application of this process: its role and what it does. */
public record Application(Role role, Topology topology) {}
