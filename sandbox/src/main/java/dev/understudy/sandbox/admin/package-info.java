/** The admin port: scripts and logs of the providers over HTTP. Uses {@code provider} and {@code http}. */
@NullMarked
package dev.understudy.sandbox.admin;

import org.jspecify.annotations.NullMarked;
