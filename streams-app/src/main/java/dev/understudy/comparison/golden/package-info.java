/** Floor 1b: what is expected of the answer to an alert, and how far answers meet it. */
@NullMarked
package dev.understudy.comparison.golden;

import org.jspecify.annotations.NullMarked;
