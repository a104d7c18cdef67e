/**
 * Providers that are made to look broken on purpose, for a while.
 *
 * <p>May use: domain, provider.
 */
@NullMarked
package dev.understudy.provider.drill;

import org.jspecify.annotations.NullMarked;
