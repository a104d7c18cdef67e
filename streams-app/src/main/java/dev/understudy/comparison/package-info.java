/** Floor 1b: two answers to the same alert held against each other: what changed, what it cost, how long it took. */
@NullMarked
package dev.understudy.comparison;

import org.jspecify.annotations.NullMarked;
