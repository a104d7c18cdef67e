/** Floor 2b: what an application writes, first as domain values, then as bytes for a topic. */
@NullMarked
package dev.understudy.inflight.emission;

import org.jspecify.annotations.NullMarked;
