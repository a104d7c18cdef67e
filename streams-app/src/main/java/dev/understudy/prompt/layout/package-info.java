/** Floor 1b, inside prompt: an alert as text of a given length, and what is left out when it is longer. */
@NullMarked
package dev.understudy.prompt.layout;

import org.jspecify.annotations.NullMarked;
