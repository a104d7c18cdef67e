/** Ground floor: the durable unit of work that an application owns, parks and answers. JDK only. */
@NullMarked
package dev.understudy.domain.request;

import org.jspecify.annotations.NullMarked;
