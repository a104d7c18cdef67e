package dev.understudy.comparison;

import dev.understudy.domain.request.EnrichedIncident;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All answers of one side, added up.
 *
 * @param answers how many there are
 * @param degraded how many of them no fresh model answer is behind
 * @param providers how many each provider answered, by name
 * @param costUsdMicros millionths of a US dollar, of the answers that have a price
 * @param unpriced how many answers came from a call without a price
 * @param call latencies of the accepted calls
 * @param total latencies from the first attempt to the answer
 */
public record SideFigures(
        long answers,
        long degraded,
        Map<String, Long> providers,
        long costUsdMicros,
        long unpriced,
        long inputTokens,
        long outputTokens,
        Latencies call,
        Latencies total) {

    public SideFigures {
        providers = Collections.unmodifiableMap(new TreeMap<>(providers));
    }

    /** Those of these answers. */
    static SideFigures of(List<EnrichedIncident> answers) {
        long degraded = 0;
        long cost = 0;
        long unpriced = 0;
        long input = 0;
        long output = 0;
        Map<String, Long> providers = new TreeMap<>();
        List<Long> calls = new ArrayList<>();
        List<Long> totals = new ArrayList<>();
        for (EnrichedIncident answer : answers) {
            AnswerFigures figures = AnswerFigures.of(answer);
            degraded += answer.degraded() ? 1 : 0;
            providers.merge(figures.provider(), 1L, Long::sum);
            unpriced += figures.costUsdMicros() == null ? 1 : 0;
            cost += figures.costUsdMicros() == null ? 0 : figures.costUsdMicros();
            input += figures.inputTokens();
            output += figures.outputTokens();
            if (figures.callMillis() != null) {
                calls.add(figures.callMillis());
            }
            if (figures.totalMillis() != null) {
                totals.add(figures.totalMillis());
            }
        }
        return new SideFigures(
                answers.size(),
                degraded,
                providers,
                cost,
                unpriced,
                input,
                output,
                Latencies.of(calls),
                Latencies.of(totals));
    }
}
