package dev.understudy.domain.attempt;

/**
 * Tokens of one call.
 *
 * @param input prompt tokens, cached ones included
 * @param cachedInput part of input read from a prompt cache
 * @param output generated tokens, reasoning included
 * @param reasoning part of output spent on reasoning
 */
public record TokenUsage(long input, long cachedInput, long output, long reasoning) {}
