/** Floor 1b: when a comparison counts as a failure. */
@NullMarked
package dev.understudy.comparison.gate;

import org.jspecify.annotations.NullMarked;
