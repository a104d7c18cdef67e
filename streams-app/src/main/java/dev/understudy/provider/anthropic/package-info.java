/** Floor 2: the Anthropic messages dialect. Knows no other vendor. */
@NullMarked
package dev.understudy.provider.anthropic;

import org.jspecify.annotations.NullMarked;
