package dev.understudy.fallback;

import dev.understudy.config.Role;

/**
 * Names of the fallback consumer's parts. They are in the names of internal topics, so changing one is a migration: the
 * golden topology fails.
 */
public final class FallbackNames {
    /** Application id, and prefix of consumer group, internal topics and transactional ids. */
    public static final String APPLICATION_ID = Role.FALLBACK.applicationId();
    /** Store of requests that are being worked on. */
    public static final String IN_FLIGHT_STORE = "in-flight";
    /** Store of requests that wait, by the time at which they are due. */
    public static final String DUE_STORE = "due";
    /** Index of the due store by incident. */
    public static final String DUE_BY_INCIDENT_STORE = "due-by-incident";
    /** Store of the marks of alerts that ended. */
    public static final String RESOLVED_STORE = "resolved";

    /** Store of answers that may be given again. */
    public static final String ANSWERS_STORE = "answers";

    static final String RETRY_SOURCE = "retry-source";
    static final String RESOLVED_SOURCE = "resolved-source";
    static final String PROCESSOR = "retry";

    private FallbackNames() {}

    /** Changelog of one of the stores. */
    public static String changelog(String store) {
        return APPLICATION_ID + "-" + store + "-changelog";
    }
}
