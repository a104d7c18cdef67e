/** Floor 1b: the name of every meter, in one place. */
@NullMarked
package dev.understudy.metrics;

import org.jspecify.annotations.NullMarked;
