/**
 * Below the dialects: one HTTP exchange with a provider, its clients, timers and TLS. Knows no vendor and no model; the
 * only room that knows HttpClient 5.
 *
 * <p>May use: domain, config, provider.
 */
@NullMarked
package dev.understudy.provider.http;

import org.jspecify.annotations.NullMarked;
