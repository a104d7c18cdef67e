/** The body of a request: its bytes as they arrive, within a size and a time. */
@NullMarked
package dev.understudy.gateway.body;

import org.jspecify.annotations.NullMarked;
