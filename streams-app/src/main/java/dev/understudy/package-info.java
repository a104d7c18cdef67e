/** Understudy: durable LLM failover on Kafka. Each package below is a room of the house drawn in docs/architecture.md. */
@NullMarked
package dev.understudy;

import org.jspecify.annotations.NullMarked;
