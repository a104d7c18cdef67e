package dev.understudy.runtime.replay;

/**
 * A question that was asked of a provider and that no recorded exchange answers.
 *
 * @param requestId the request that asked it first
 * @param model the model that the configuration asks
 * @param alertName name of the alert, as a model may see it
 * @param promptHash hash of the question
 */
public record MissedQuestion(String requestId, String provider, String model, String alertName, String promptHash) {}
