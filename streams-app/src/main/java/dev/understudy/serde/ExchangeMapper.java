package dev.understudy.serde;

import dev.understudy.domain.attempt.RecordedExchange;
import dev.understudy.domain.attempt.TokenUsage;

/** Recorded exchanges to and from Avro. */
final class ExchangeMapper {
    private ExchangeMapper() {}

    static dev.understudy.v1.RecordedExchange toAvro(RecordedExchange exchange) {
        dev.understudy.v1.RecordedExchange avro = new dev.understudy.v1.RecordedExchange();
        avro.setPromptHash(exchange.question().promptHash());
        avro.setProvider(exchange.question().provider());
        avro.setModel(exchange.question().model());
        avro.setRequestId(exchange.requestId());
        avro.setPromptVersion(exchange.promptVersion());
        RecordedExchange.Words words = exchange.words();
        if (words != null) {
            avro.setSystem(words.system());
            avro.setUser(words.user());
        }
        avro.setAnswer(EnrichmentMapper.toAvro(exchange.answer()));
        avro.setOutputRepaired(exchange.outputRepaired());
        avro.setResponseModel(exchange.responseModel());
        avro.setFinishReason(AttemptMapper.finishReason(exchange.finishReason()));
        TokenUsage usage = exchange.usage();
        if (usage != null) {
            avro.setInputTokens(usage.input());
            avro.setCachedInputTokens(usage.cachedInput());
            avro.setOutputTokens(usage.output());
            avro.setReasoningTokens(usage.reasoning());
        }
        avro.setLatencyMs(exchange.latencyMillis());
        avro.setAnsweredAt(exchange.answeredAt());
        return avro;
    }

    static RecordedExchange fromAvro(dev.understudy.v1.RecordedExchange avro) {
        String system = avro.getSystem();
        String user = avro.getUser();
        return new RecordedExchange(
                new RecordedExchange.Question(avro.getProvider(), avro.getModel(), avro.getPromptHash()),
                avro.getRequestId(),
                avro.getPromptVersion(),
                system == null || user == null ? null : new RecordedExchange.Words(system, user),
                EnrichmentMapper.fromAvro(avro.getAnswer()),
                avro.getOutputRepaired(),
                avro.getResponseModel(),
                AttemptMapper.finishReason(avro.getFinishReason()),
                AttemptMapper.usage(
                        avro.getInputTokens(),
                        avro.getCachedInputTokens(),
                        avro.getOutputTokens(),
                        avro.getReasoningTokens()),
                avro.getLatencyMs(),
                avro.getAnsweredAt());
    }
}
