/** Roof: the commands that send alerts and show what became of them. */
@NullMarked
package dev.understudy.cli.incident;

import org.jspecify.annotations.NullMarked;
