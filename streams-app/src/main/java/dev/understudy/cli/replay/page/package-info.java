/** Roof: a comparison as a page for a browser, which needs nothing else. */
@NullMarked
package dev.understudy.cli.replay.page;

import org.jspecify.annotations.NullMarked;
