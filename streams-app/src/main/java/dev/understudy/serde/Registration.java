package dev.understudy.serde;

/**
 * What was done for one subject.
 *
 * @param id id of the schema
 */
public record Registration(String subject, int id, Action action) {

    /** How the schema came to be there. */
    public enum Action {
        /** The subject is new; its compatibility is FULL_TRANSITIVE. */
        CREATED,
        /** A new version of a subject that was there. */
        ADDED,
        /** It was there already. */
        UNCHANGED
    }
}
