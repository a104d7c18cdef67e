package dev.understudy.domain.enrichment;

import org.jspecify.annotations.Nullable;

/**
 * A next step for a human; never carried out by the pipeline.
 *
 * @param command command to run, shown as text
 * @param fromRunbook true when taken from a linked runbook
 */
public record SuggestedAction(String description, @Nullable String command, ActionRisk risk, boolean fromRunbook) {}
