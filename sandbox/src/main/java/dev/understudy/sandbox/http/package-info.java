/** Ports, and the little JSON server under the registry and the admin port. Uses the JDK and Jackson. */
@NullMarked
package dev.understudy.sandbox.http;

import org.jspecify.annotations.NullMarked;
