/** Roof: arguments, what is printed, and exit codes; no logic. */
@NullMarked
package dev.understudy.cli;

import org.jspecify.annotations.NullMarked;
