/** Floor 4: the gateway of a process, with what it needs of Kafka and the registry. */
@NullMarked
package dev.understudy.runtime.gateway;

import org.jspecify.annotations.NullMarked;
