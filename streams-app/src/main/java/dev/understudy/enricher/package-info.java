/** Floor 3: the application understudy-enricher, from the topic incidents to the first answer or parking. */
@NullMarked
package dev.understudy.enricher;

import org.jspecify.annotations.NullMarked;
