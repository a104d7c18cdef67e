package dev.understudy.comparison;

import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.attempt.TokenUsage;
import dev.understudy.domain.request.EnrichedIncident;
import org.jspecify.annotations.Nullable;

/**
 * Who answered, and what the answer took: sums over every attempt, the failed ones included.
 *
 * @param provider its name; {@code rules} when rules answered, {@code none} when nobody did
 * @param model model that was asked for; null when none was
 * @param costUsdMicros millionths of a US dollar, as far as providers told what calls took; null when the accepted call
 *     has no price
 * @param callMillis latency of the call that was accepted; null when none was made for this alert
 * @param totalMillis from the first attempt to the answer, over all attempts and waits; null when there was no attempt
 */
public record AnswerFigures(
        String provider,
        @Nullable String model,
        @Nullable Long costUsdMicros,
        long inputTokens,
        long outputTokens,
        @Nullable Long callMillis,
        @Nullable Long totalMillis) {

    /** Those of an answer. */
    public static AnswerFigures of(EnrichedIncident answer) {
        long input = 0;
        long output = 0;
        long cost = 0;
        boolean priced = true;
        Long call = null;
        for (ProviderAttempt attempt : answer.provenance().attempts()) {
            TokenUsage usage = attempt.response().usage();
            input += usage == null ? 0 : usage.input();
            output += usage == null ? 0 : usage.output();
            Long itsCost = attempt.costUsdMicros();
            cost += itsCost == null ? 0 : itsCost;
            if (attempt.called() && attempt.failure() == null) {
                priced = itsCost != null;
                call = attempt.latencyMillis();
            }
        }
        boolean attempted = !answer.provenance().attempts().isEmpty();
        return new AnswerFigures(
                provider(answer),
                answer.provenance().model(),
                priced ? Long.valueOf(cost) : null,
                input,
                output,
                call,
                attempted ? answer.provenance().times().enrichment() : null);
    }

    private static String provider(EnrichedIncident answer) {
        String name = answer.provenance().provider();
        if (name != null) {
            return name;
        }
        return answer.enrichment() == null ? "none" : "rules";
    }

    /** All of them. */
    public long tokens() {
        return inputTokens + outputTokens;
    }
}
