package dev.understudy.config;

/**
 * What a process does. The Kafka Streams applications have an application id of their own each, so that one never
 * rebalances the other.
 */
public enum Role {
    /** Takes alerts in and asks the first provider that takes calls. */
    ENRICHER("understudy-enricher"),
    /** Takes parked requests on to the next provider. */
    FALLBACK("understudy-fallback"),
    /** Takes alerts over HTTP and writes them to their topic; no Kafka Streams application. */
    GATEWAY("understudy-gateway");

    private final String applicationId;

    Role(String applicationId) {
        this.applicationId = applicationId;
    }

    /** Names groups, transactions, state and internal topics; of the gateway, its client. */
    public String applicationId() {
        return applicationId;
    }

    /** Whether it is a Kafka Streams application. */
    public boolean isApplication() {
        return this != GATEWAY;
    }
}
