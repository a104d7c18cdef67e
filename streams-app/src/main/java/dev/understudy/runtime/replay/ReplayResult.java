package dev.understudy.runtime.replay;

import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.request.EnrichedIncident;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;

/**
 * What a replay came to.
 *
 * @param alerts how many were replayed
 * @param before production's last words about them
 * @param after those of the replay, in the order of the alerts
 * @param open requests without a last word
 * @param deadLettered how many of the alerts became dead letters
 */
public record ReplayResult(
        int alerts, List<EnrichedIncident> before, List<EnrichedIncident> after, List<String> open, int deadLettered) {

    public ReplayResult {
        before = List.copyOf(before);
        after = List.copyOf(after);
        open = List.copyOf(open);
    }

    /** True when every alert has its last word. */
    public boolean isComplete() {
        return open.isEmpty() && deadLettered == 0;
    }

    /** Calls that the answers tell of. */
    public int calls() {
        return after.stream()
                .mapToInt(answer -> answer.provenance().modelCalls())
                .sum();
    }

    /** What those calls cost, in words. */
    public String cost() {
        return cost(after);
    }

    static String cost(List<EnrichedIncident> answers) {
        return answers.stream()
                .flatMap(answer -> answer.provenance().attempts().stream())
                .map(ProviderAttempt::costUsdMicros)
                .filter(Objects::nonNull)
                .reduce(Long::sum)
                .map(micros -> "$" + BigDecimal.valueOf(micros, 6).setScale(4, RoundingMode.HALF_UP))
                .orElse("no price is set");
    }
}
