/** Floor 2b: asynchronous calls inside Kafka Streams, on its public API only. Both topologies stand on it. */
@NullMarked
package dev.understudy.inflight;

import org.jspecify.annotations.NullMarked;
