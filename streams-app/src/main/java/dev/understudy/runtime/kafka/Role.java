package dev.understudy.runtime.kafka;

import dev.understudy.config.StartFrom;
import dev.understudy.config.UnderstudyConfig;
import java.time.Duration;

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

    /** Kafka's {@code auto.offset.reset}: where the first start begins. What was parked is never skipped. */
    String offsetReset(UnderstudyConfig config) {
        if (this == FALLBACK) {
            return "earliest";
        }
        StartFrom startFrom = config.startFrom();
        Duration back = startFrom.back();
        return switch (startFrom.position()) {
            case LATEST -> "latest";
            case EARLIEST -> "earliest";
            case BACK -> "by_duration:" + (back == null ? Duration.ZERO : back);
        };
    }
}
