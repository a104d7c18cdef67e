package dev.understudy.serde;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.FinishReason;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.attempt.TokenUsage;
import dev.understudy.v1.AttemptOutcome;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attempts to and from Avro. The record is flat: the response of a failed call is that of the attempt, and whether an
 * answer had begun is told by its status.
 */
final class AttemptMapper {
    private AttemptMapper() {}

    static List<dev.understudy.v1.ProviderAttempt> toAvro(List<ProviderAttempt> attempts) {
        return attempts.stream().map(AttemptMapper::toAvro).toList();
    }

    static List<ProviderAttempt> fromAvro(List<dev.understudy.v1.ProviderAttempt> attempts) {
        return attempts.stream().map(AttemptMapper::fromAvro).toList();
    }

    static dev.understudy.v1.ProviderAttempt toAvro(ProviderAttempt attempt) {
        dev.understudy.v1.ProviderAttempt avro = new dev.understudy.v1.ProviderAttempt();
        avro.setRequestId(attempt.requestId());
        avro.setProvider(attempt.provider());
        avro.setModel(attempt.model());
        avro.setOrdinal(attempt.ordinal());
        avro.setStartedAt(attempt.startedAt());
        avro.setLatencyMs(attempt.latencyMillis());
        avro.setOutcome(AttemptOutcome.valueOf(attempt.outcomeLabel()));
        avro.setCostUsdMicros(attempt.costUsdMicros());
        avro.setCalled(attempt.called());
        avro.setRound(attempt.round());
        avro.setHedge(attempt.hedge());
        avro.setKeyId(attempt.keyId());
        avro.setInstanceId(attempt.instanceId());
        detailToAvro(attempt.detail(), avro);
        responseToAvro(attempt.response(), avro);
        return avro;
    }

    static ProviderAttempt fromAvro(dev.understudy.v1.ProviderAttempt avro) {
        ModelResponse response = new ModelResponse(
                avro.getResponseModel(),
                avro.getResponseId(),
                finishReason(avro.getFinishReason()),
                usage(
                        avro.getInputTokens(),
                        avro.getCachedInputTokens(),
                        avro.getOutputTokens(),
                        avro.getReasoningTokens()),
                avro.getKeyId());
        return new ProviderAttempt(
                avro.getRequestId(),
                avro.getProvider(),
                avro.getModel(),
                avro.getOrdinal(),
                avro.getStartedAt(),
                avro.getLatencyMs(),
                avro.getOutcome() == AttemptOutcome.SUCCESS
                        ? null
                        : Symbols.same(FailureReason.class, avro.getOutcome()),
                detailFromAvro(avro, response),
                response,
                avro.getCostUsdMicros(),
                avro.getCalled(),
                avro.getRound(),
                avro.getHedge(),
                avro.getKeyId(),
                avro.getInstanceId());
    }

    static @Nullable String finishReason(@Nullable FinishReason reason) {
        return reason == null ? null : reason.name();
    }

    static @Nullable FinishReason finishReason(@Nullable String name) {
        if (name == null) {
            return null;
        }
        for (FinishReason reason : FinishReason.values()) {
            if (reason.name().equals(name)) {
                return reason;
            }
        }
        return FinishReason.OTHER;
    }

    private static void detailToAvro(Outcome.@Nullable Detail detail, dev.understudy.v1.ProviderAttempt avro) {
        if (detail == null) {
            return;
        }
        Duration wait = detail.retryAfter();
        avro.setHttpStatus(detail.httpStatus());
        avro.setErrorCode(detail.errorCode());
        avro.setErrorMessage(detail.message());
        avro.setRetryAfterMs(wait == null ? null : wait.toMillis());
    }

    private static Outcome.@Nullable Detail detailFromAvro(
            dev.understudy.v1.ProviderAttempt avro, ModelResponse response) {
        Integer status = avro.getHttpStatus();
        Long wait = avro.getRetryAfterMs();
        if (status == null && wait == null && avro.getErrorCode() == null && avro.getErrorMessage() == null) {
            return null;
        }
        return new Outcome.Detail(
                status,
                avro.getErrorCode(),
                avro.getErrorMessage(),
                wait == null ? null : Duration.ofMillis(wait),
                status != null,
                response);
    }

    private static void responseToAvro(ModelResponse response, dev.understudy.v1.ProviderAttempt avro) {
        avro.setResponseModel(response.model());
        avro.setResponseId(response.id());
        avro.setFinishReason(finishReason(response.finishReason()));
        TokenUsage usage = response.usage();
        if (usage != null) {
            avro.setInputTokens(usage.input());
            avro.setCachedInputTokens(usage.cachedInput());
            avro.setOutputTokens(usage.output());
            avro.setReasoningTokens(usage.reasoning());
        }
    }

    /** Null when the provider told neither. */
    static @Nullable TokenUsage usage(
            @Nullable Long input, @Nullable Long cachedInput, @Nullable Long output, @Nullable Long reasoning) {
        return input == null && output == null
                ? null
                : new TokenUsage(orZero(input), orZero(cachedInput), orZero(output), orZero(reasoning));
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }
}
