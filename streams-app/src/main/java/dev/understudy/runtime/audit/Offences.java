package dev.understudy.runtime.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The offences of one kind.
 *
 * @param count how many there are
 * @param first the first of them, at most {@value #KEPT}
 */
public record Offences(long count, List<Offence> first) {
    static final int KEPT = 20;
    private static final Offences NONE = new Offences(0, List.of());

    public Offences {
        first = List.copyOf(first);
    }

    /** Adds an offence to those of its kind. */
    static void add(Map<Offence.Kind, Offences> offences, Offence offence) {
        offences.put(offence.kind(), offences.getOrDefault(offence.kind(), NONE).plus(offence));
    }

    private Offences plus(Offence offence) {
        if (first.size() >= KEPT) {
            return new Offences(count + 1, first);
        }
        List<Offence> more = new ArrayList<>(first);
        more.add(offence);
        return new Offences(count + 1, more);
    }
}
