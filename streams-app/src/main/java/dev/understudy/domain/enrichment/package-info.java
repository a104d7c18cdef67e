/** Ground floor: what is said about an alert, and the incident record that carries it. JDK only. */
@NullMarked
package dev.understudy.domain.enrichment;

import org.jspecify.annotations.NullMarked;
