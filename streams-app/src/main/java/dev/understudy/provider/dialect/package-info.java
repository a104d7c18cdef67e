/**
 * What a vendor's wire format consists of, and what vendors share when they write a question and read a reply.
 *
 * <p>May use: domain, config, provider, provider.http.
 */
@NullMarked
package dev.understudy.provider.dialect;

import org.jspecify.annotations.NullMarked;
