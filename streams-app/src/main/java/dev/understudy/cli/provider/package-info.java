/** Roof: the commands about providers and routes. */
@NullMarked
package dev.understudy.cli.provider;

import org.jspecify.annotations.NullMarked;
