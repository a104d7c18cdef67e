package dev.understudy.domain.enrichment;

import java.util.Map;
import java.util.Set;

/**
 * An accepted model answer with what a reader should know about it.
 *
 * @param redactions how many values were masked in it, by kind
 */
public record Answer(Enrichment enrichment, Set<Caveat> caveats, Map<String, Integer> redactions) {

    public Answer {
        caveats = Set.copyOf(caveats);
        redactions = Map.copyOf(redactions);
    }

    /** An answer in which nothing was masked. */
    public Answer(Enrichment enrichment, Set<Caveat> caveats) {
        this(enrichment, caveats, Map.of());
    }
}
