package dev.understudy.domain.request;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.enrichment.Caveat;
import dev.understudy.domain.enrichment.DegradedReason;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An alert with its enrichment and how that came about. For a read_committed consumer (requestId, revision) occurs
 * once.
 *
 * @param revision 0 no model answer yet; 1 last word; 2 a better model after a tiered 1; not made yet
 * @param recurrence how many episodes of this alert came one after the other, this one included
 * @param degradedReasons why rules or a stale answer stand in; empty when a model answered, now or earlier (REUSED)
 */
public record EnrichedIncident(
        RequestIdentity identity,
        int revision,
        Alert alert,
        EnrichmentOutcome outcome,
        Set<DegradedReason> degradedReasons,
        Set<Caveat> caveats,
        @Nullable Enrichment enrichment,
        Provenance provenance,
        int recurrence) {

    public EnrichedIncident {
        degradedReasons = Set.copyOf(degradedReasons);
        caveats = Set.copyOf(caveats);
    }

    /** True when the enrichment is not a fresh model answer. */
    public boolean degraded() {
        return !degradedReasons.isEmpty();
    }
}
