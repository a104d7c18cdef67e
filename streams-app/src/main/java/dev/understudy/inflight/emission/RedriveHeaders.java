package dev.understudy.inflight.emission;

import dev.understudy.domain.alert.RawHeader;
import java.util.List;

/** Headers of records that were dead letters and were sent again by an operator. */
public final class RedriveHeaders {
    /** How often: a decimal number. It stays with retry records and new dead letters: nothing goes round for ever. */
    public static final String COUNT = "understudy-redrives";
    /** The dead letter that it was, as partition and offset; of this sending only. */
    public static final String LETTER = "understudy-redriven-from";

    private static final int LONGEST_COUNT = 10;

    private RedriveHeaders() {}

    /** Takes the count of a record over to one that follows from it; what is too long to be a count is left behind. */
    static void carry(List<RawHeader> from, List<RawHeader> to) {
        for (int i = from.size() - 1; i >= 0; i--) {
            byte[] value = from.get(i).value();
            if (from.get(i).key().equals(COUNT) && value != null && value.length <= LONGEST_COUNT) {
                to.add(from.get(i));
                return;
            }
        }
    }
}
