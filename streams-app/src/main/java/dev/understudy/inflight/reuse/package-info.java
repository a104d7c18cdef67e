/** Floor 2b: earlier answers given again, requests that share a call, how often an alert came, and the store that forgets. */
@NullMarked
package dev.understudy.inflight.reuse;

import org.jspecify.annotations.NullMarked;
