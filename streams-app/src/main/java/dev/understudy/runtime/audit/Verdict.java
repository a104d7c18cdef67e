package dev.understudy.runtime.audit;

/** What came of an alert, or of a record that is none. */
public enum Verdict {
    /** The last word is out: revision 1 or higher. */
    ANSWERED("answered"),
    /** Not understood, or work on it threw: it is kept whole. */
    DEAD_LETTERED("dead letter"),
    /** It waits in a retry topic, with revision 0 out or about to be. */
    PARKED("open, parked"),
    /** Revision 0 is out and it is not parked: a call is under way. */
    DEGRADED("open, revision 0 is out and a call is under way"),
    /** Read a moment ago: nothing is written yet, and nothing is due yet. */
    OPEN("open, read a moment ago"),
    /** Read, and waiting in the enricher's own topic, which carries it to the partition of its key. */
    ON_ITS_WAY("open, on its way to the partition of its key"),
    /** Behind the offset that the enricher had committed. */
    NOT_READ("not read yet"),
    /** Older than the position at which the enricher started. */
    BEFORE_START("before the start position"),
    /** Read, nothing is written about it, and it is too late for that. */
    LOST("lost: nothing came of it");

    private final String sentence;

    Verdict(String sentence) {
        this.sentence = sentence;
    }

    /** What it means, in a few words. */
    public String sentence() {
        return sentence;
    }
}
