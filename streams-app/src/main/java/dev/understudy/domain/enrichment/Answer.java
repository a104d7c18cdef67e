package dev.understudy.domain.enrichment;

import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * An accepted model answer with what a reader should know about it.
 *
 * @param redactions how many values were masked in it, by kind
 * @param given the same as the model gave it, without secrets, before addresses were put back
 */
public record Answer(Enrichment enrichment, Set<Caveat> caveats, Map<String, Integer> redactions, Enrichment given) {

    public Answer {
        caveats = Set.copyOf(caveats);
        redactions = Map.copyOf(redactions);
    }

    /** An answer in which nothing was masked. */
    public Answer(Enrichment enrichment, Set<Caveat> caveats) {
        this(enrichment, caveats, Map.of(), enrichment);
    }

    /** The same with each of its texts changed. */
    public Answer map(UnaryOperator<String> change) {
        return new Answer(enrichment.map(change), caveats, redactions, given.map(change));
    }
}
