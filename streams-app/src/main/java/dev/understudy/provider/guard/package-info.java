/**
 * What stands before a call and may refuse it: circuit breaker, pause and rate, each a decorator of the port.
 *
 * <p>May use: domain, config, metrics, provider.
 */
@NullMarked
package dev.understudy.provider.guard;

import org.jspecify.annotations.NullMarked;
