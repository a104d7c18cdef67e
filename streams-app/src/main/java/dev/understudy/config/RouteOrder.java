package dev.understudy.config;

/** In which order the providers of a chain are asked. */
public enum RouteOrder {
    /** As the chain names them. */
    CHAIN,
    /**
     * By lot, a different one for each request, in which each provider is as likely as its weight says; the same in every
     * round and at every instance.
     */
    WEIGHTED,
    /**
     * The one whose call costs the least first, by the configured prices: the estimated prompt and an answer of 500
     * tokens. Each provider of the chain needs a {@code price}.
     */
    CHEAPEST,
    /**
     * The one that answers the fastest first, by the 95th percentile of its last 50 answers at this instance. One
     * provider passes another when it is faster by a fifth; one with fewer than 20 answers keeps its place; one request
     * in twenty asks one of the others first, so that they have figures.
     */
    FASTEST
}
