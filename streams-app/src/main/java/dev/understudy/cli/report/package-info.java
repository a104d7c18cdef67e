/** Roof: the commands that count: audit and cost. */
@NullMarked
package dev.understudy.cli.report;

import org.jspecify.annotations.NullMarked;
