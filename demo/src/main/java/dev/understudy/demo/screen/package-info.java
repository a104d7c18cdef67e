/** The show as text, on a terminal or in a file. Knows nothing of Kafka. */
@NullMarked
package dev.understudy.demo.screen;

import org.jspecify.annotations.NullMarked;
