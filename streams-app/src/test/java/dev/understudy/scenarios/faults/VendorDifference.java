package dev.understudy.scenarios.faults;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.sandbox.script.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fault that has another name in one dialect, because the vendor tells it in another way.
 *
 * @param why what the vendor does, as the page says it
 */
record VendorDifference(FaultCase cell, FailureReason name, String why) {
    static final List<VendorDifference> ALL = List.of(
            new VendorDifference(
                    new FaultCase("anthropic", Fault.FILTERED_ANSWER),
                    FailureReason.REFUSED,
                    "Anthropic has one stop reason, `refusal`, whether its classifiers or the model stop the answer."),
            new VendorDifference(
                    new FaultCase("gemini", Fault.REFUSAL),
                    FailureReason.CONTENT_FILTERED,
                    "Gemini has no stop reason for a model that refuses: its filters stop the answer"
                            + " (`PROHIBITED_CONTENT`, `SAFETY`)."));

    /** The name that the vendor's way calls for; null when it is the usual one. */
    static @Nullable FailureReason name(FaultCase cell) {
        return ALL.stream()
                .filter(difference -> difference.cell.equals(cell))
                .map(VendorDifference::name)
                .findFirst()
                .orElse(null);
    }
}
