/** A small schema registry that any Confluent-compatible client can use. Uses {@code http}. */
@NullMarked
package dev.understudy.sandbox.registry;

import org.jspecify.annotations.NullMarked;
