/** Roof: the commands that try something on yesterday's alerts, and hold what it answers against what was answered. */
@NullMarked
package dev.understudy.cli.replay;

import org.jspecify.annotations.NullMarked;
