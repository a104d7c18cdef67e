package dev.understudy.sandbox.dialect;

/**
 * What a scripted model sees of a request.
 *
 * @param model the model that was asked for
 * @param text the last user message
 */
public record PromptText(String model, String text) {}
