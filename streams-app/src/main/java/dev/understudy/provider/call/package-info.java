/**
 * The way of a call, composed: metrics, guards, and the exchange in a vendor's dialect.
 *
 * <p>May use: domain, config, budget, prompt, metrics, provider and all its rooms but the vendors'.
 */
@NullMarked
package dev.understudy.provider.call;

import org.jspecify.annotations.NullMarked;
