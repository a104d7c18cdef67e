package dev.understudy.domain.enrichment;

import java.util.Set;

/** An accepted model answer with what a reader should know about it. */
public record Answer(Enrichment enrichment, Set<Caveat> caveats) {

    public Answer {
        caveats = Set.copyOf(caveats);
    }
}
