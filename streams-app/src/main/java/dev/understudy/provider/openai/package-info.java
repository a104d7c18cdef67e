/** Floor 2: the OpenAI chat completions dialect. Knows no other vendor. */
@NullMarked
package dev.understudy.provider.openai;

import org.jspecify.annotations.NullMarked;
