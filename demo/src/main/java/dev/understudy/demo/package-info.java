/**
 * The demo: a show in four acts on a real broker, with scripted providers that fail and come back, and the count of what
 * came of every alert. Uses its own rooms, the product and the sandbox; nothing uses it.
 */
@NullMarked
package dev.understudy.demo;

import org.jspecify.annotations.NullMarked;
