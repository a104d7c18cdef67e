/** Floor 3: the application understudy-fallback, from a retry topic to the last word. Knows nothing of the enricher. */
@NullMarked
package dev.understudy.fallback;

import org.jspecify.annotations.NullMarked;
