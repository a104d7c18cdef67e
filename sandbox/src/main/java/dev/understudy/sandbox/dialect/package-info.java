/** The wire formats of the scripted providers: answers and error bodies as the vendors send them. Uses {@code script}. */
@NullMarked
package dev.understudy.sandbox.dialect;

import org.jspecify.annotations.NullMarked;
