package dev.understudy.serde;

/** How the search for a writer's schema ended. */
public enum SchemaLookup {
    /** It is cached now: decode again. */
    FOUND,
    /** The registry answered that it does not know the id: a dead letter. */
    UNKNOWN,
    /** The registry is away or refuses: try again later. */
    UNAVAILABLE
}
