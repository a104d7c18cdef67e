package dev.understudy.runtime.kafka;

/** The Kafka Streams applications of the product. Each has an application id of its own, so that one never rebalances the other. */
public enum Role {
    /** Takes alerts in and asks the first provider that takes calls. */
    ENRICHER("understudy-enricher"),
    /** Takes parked requests on to the next provider. */
    FALLBACK("understudy-fallback");

    private final String applicationId;

    Role(String applicationId) {
        this.applicationId = applicationId;
    }

    /** Names groups, transactions, state and internal topics. */
    public String applicationId() {
        return applicationId;
    }
}
