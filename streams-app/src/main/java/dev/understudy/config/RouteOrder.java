package dev.understudy.config;

/** In which order the providers of a chain are asked. */
public enum RouteOrder {
    /** As the chain names them. */
    CHAIN,
    /** By lot, a different one for each request, in which each provider is as likely as its weight says. */
    WEIGHTED,
    /** The one whose call costs the least first, by the configured prices. */
    CHEAPEST,
    /** The one that answers the fastest first, by what its latest answers took. */
    FASTEST
}
