package dev.understudy.runtime.cost;

import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.attempt.TokenUsage;

/**
 * Calls, added up.
 *
 * @param calls calls made; refusals to call are none
 * @param failed those without an accepted answer
 * @param inputTokens prompt tokens, as providers counted them
 * @param outputTokens generated tokens
 * @param usdMicros estimated cost in millionths of a US dollar, of calls with a price
 * @param unpriced calls of which no cost is known: no price is configured, or the provider told no tokens
 */
public record CostLine(long calls, long failed, long inputTokens, long outputTokens, long usdMicros, long unpriced) {
    static final CostLine NONE = new CostLine(0, 0, 0, 0, 0, 0);

    CostLine plus(ProviderAttempt call) {
        TokenUsage usage = call.response().usage();
        Long cost = call.costUsdMicros();
        return new CostLine(
                calls + 1,
                failed + (call.failure() == null ? 0 : 1),
                inputTokens + (usage == null ? 0 : usage.input()),
                outputTokens + (usage == null ? 0 : usage.output()),
                usdMicros + (cost == null ? 0 : cost),
                unpriced + (cost == null ? 1 : 0));
    }

    CostLine plus(CostLine other) {
        return new CostLine(
                calls + other.calls,
                failed + other.failed,
                inputTokens + other.inputTokens,
                outputTokens + other.outputTokens,
                usdMicros + other.usdMicros,
                unpriced + other.unpriced);
    }
}
