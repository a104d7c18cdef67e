/**
 * What stands before a call and may refuse it: budget, circuit breaker, pause and rate, each a decorator of the port.
 *
 * <p>May use: domain, config, budget, metrics, provider.
 */
@NullMarked
package dev.understudy.provider.guard;

import org.jspecify.annotations.NullMarked;
