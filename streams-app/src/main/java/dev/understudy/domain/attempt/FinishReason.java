package dev.understudy.domain.attempt;

/** Why a model stopped generating, in the words of OpenTelemetry GenAI. */
public enum FinishReason {
    STOP,
    LENGTH,
    CONTENT_FILTER,
    REFUSAL,
    OTHER
}
