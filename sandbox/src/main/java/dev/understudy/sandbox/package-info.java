/** A real Kafka broker, a schema registry and scripted LLM providers on one machine, for trials and tests. */
@NullMarked
package dev.understudy.sandbox;

import org.jspecify.annotations.NullMarked;
