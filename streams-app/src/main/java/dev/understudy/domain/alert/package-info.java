/** Ground floor: an alert, its identity, and the Kafka record that it came from. JDK only. */
@NullMarked
package dev.understudy.domain.alert;

import org.jspecify.annotations.NullMarked;
