/** Roof: the commands about dead letters. */
@NullMarked
package dev.understudy.cli.letters;

import org.jspecify.annotations.NullMarked;
