/** Floor 4: what we ask of Kafka: its topics, our clients' settings, and the checks before a start. */
@NullMarked
package dev.understudy.runtime.kafka;

import org.jspecify.annotations.NullMarked;
