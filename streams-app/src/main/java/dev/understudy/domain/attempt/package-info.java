/** Ground floor: one call to a provider, its outcome and the names of all failures. JDK only. */
@NullMarked
package dev.understudy.domain.attempt;

import org.jspecify.annotations.NullMarked;
