package dev.understudy.domain.enrichment;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A next step for a human; never carried out by the pipeline.
 *
 * @param command command to run, shown as text
 * @param fromRunbook true when taken from a linked runbook
 */
public record SuggestedAction(String description, @Nullable String command, ActionRisk risk, boolean fromRunbook) {

    /** The same with each of its texts changed. */
    SuggestedAction map(UnaryOperator<String> change) {
        return new SuggestedAction(
                change.apply(description), command == null ? null : change.apply(command), risk, fromRunbook);
    }
}
