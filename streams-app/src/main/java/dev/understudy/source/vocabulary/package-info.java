/** Floor 2, below the formats: the words that sources use for the same things. Uses domain and {@code source.json}. */
@NullMarked
package dev.understudy.source.vocabulary;

import org.jspecify.annotations.NullMarked;
