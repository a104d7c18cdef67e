/** Earlier answers given again, requests that share a call, and how often an alert came. */
@NullMarked
package dev.understudy.inflight.reuse;

import org.jspecify.annotations.NullMarked;
