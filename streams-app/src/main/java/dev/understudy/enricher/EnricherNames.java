package dev.understudy.enricher;

import dev.understudy.config.Namespace;
import dev.understudy.config.Role;

/**
 * Names of the enricher's parts. They are in the names of internal topics, so changing one is a migration: the golden
 * topology fails.
 */
public final class EnricherNames {
    /** Application id, and prefix of consumer group, internal topics and transactional ids. */
    public static final String APPLICATION_ID = Role.ENRICHER.applicationId();
    /** Store of what was read and is not answered, parked or dead-lettered yet. */
    public static final String IN_FLIGHT_STORE = "in-flight";
    /** Store of records whose Avro schema the registry has not told yet. */
    public static final String AWAITING_SCHEMA_STORE = "awaiting-schema";

    /** Store of answers that may be given again. */
    public static final String ANSWERS_STORE = "answers";
    /** Store of how often each alert came. */
    public static final String RECURRENCES_STORE = "recurrences";

    static final String SOURCE = "incidents-source";
    static final String DECODER = "decode";
    static final String ENRICHER = "enrich";
    static final String ANSWERS_SOURCE = "answers-source";
    static final String LEARNER = "learn";
    static final String INTAKE = "intake-";
    static final String REKEYED = "rekeyed";

    private EnricherNames() {}

    /** Topic that carries alerts to the partition of their key. */
    public static String rekeyedTopic() {
        return rekeyedTopic(Namespace.STANDARD);
    }

    /** The same in a namespace. */
    static String rekeyedTopic(Namespace namespace) {
        return namespace.applicationId(Role.ENRICHER) + "-" + REKEYED + "-repartition";
    }

    /** Changelog of one of the stores. */
    public static String changelog(String store) {
        return APPLICATION_ID + "-" + store + "-changelog";
    }
}
