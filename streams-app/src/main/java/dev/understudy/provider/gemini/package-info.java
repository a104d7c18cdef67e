/** Floor 2: the Gemini dialect (generateContent). Knows no other vendor. */
@NullMarked
package dev.understudy.provider.gemini;

import org.jspecify.annotations.NullMarked;
