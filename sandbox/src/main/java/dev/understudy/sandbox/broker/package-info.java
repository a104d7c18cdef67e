/** A real Kafka broker, in this process or as a child process that can be killed. Uses {@code http} for ports only. */
@NullMarked
package dev.understudy.sandbox.broker;

import org.jspecify.annotations.NullMarked;
