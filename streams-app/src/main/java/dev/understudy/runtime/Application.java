package dev.understudy.runtime;

import dev.understudy.runtime.kafka.Role;
import org.apache.kafka.streams.Topology;

/** A Kafka Streams application of this process: its role and what it does. */
public record Application(Role role, Topology topology) {}
