/** Scripted LLM providers over HTTP (Netty), and what they saw. Uses {@code script} and {@code dialect}. */
@NullMarked
package dev.understudy.sandbox.provider;

import org.jspecify.annotations.NullMarked;
