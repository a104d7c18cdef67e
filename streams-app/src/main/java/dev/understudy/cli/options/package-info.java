/** Roof: what the commands share: options, the texts that they read, and exit codes. */
@NullMarked
package dev.understudy.cli.options;

import org.jspecify.annotations.NullMarked;
