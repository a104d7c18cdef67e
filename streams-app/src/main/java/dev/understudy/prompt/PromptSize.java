package dev.understudy.prompt;

/**
 * How long a prompt is.
 *
 * @param tokensEstimated input tokens, the output schema included, by the provider's bytes per token
 * @param bytesCut bytes of UTF-8 of the alert and its runbook that were left out to fit
 */
public record PromptSize(long tokensEstimated, long bytesCut) {}
