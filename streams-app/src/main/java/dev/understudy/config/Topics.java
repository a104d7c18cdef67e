package dev.understudy.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Names of the topics. All of them have one partition count, so that a key keeps its partition on its way; but for
 * {@link #BUDGETS}.
 */
public final class Topics {
    /** Alerts, as anyone sends them: Avro or JSON. */
    public static final String INCIDENTS = "incidents";
    /** Alerts with their enrichment. */
    public static final String ENRICHED = "incidents.enriched";
    /** The same as JSON, when {@code output.json} asks for it. */
    public static final String ENRICHED_JSON = "incidents.enriched.json";
    /** Marks of alerts that ended, from the enricher to the fallback consumer. */
    public static final String RESOLVED = "incidents.resolved";
    /** Answers that may be given again, from the fallback consumer to the enricher. */
    public static final String ANSWERS = "incidents.answers";
    /** Every call and every refusal to call. */
    public static final String ATTEMPTS = "incidents.attempts";
    /** Questions that were answered, with their answers, when {@code record-exchanges} asks for it. */
    public static final String EXCHANGES = "incidents.exchanges";
    /** What was not understood, and work that threw. */
    public static final String DEAD_LETTER = "incidents.dead-letter";
    /** What instances lease from daily budgets, in the order of one partition; needed when a provider has a budget. */
    public static final String BUDGETS = "incidents.budgets";
    /** Beginning of the name of every retry topic. */
    public static final String RETRY_PREFIX = "incidents.retry.";

    private Topics() {}

    /** The topic of requests parked because of a provider. */
    public static String retry(String provider) {
        return RETRY_PREFIX + provider;
    }

    /** Every topic that any installation with these providers needs, and that has the common partition count. */
    public static List<String> all(Iterable<String> providers) {
        List<String> topics = new ArrayList<>(List.of(INCIDENTS, ENRICHED, RESOLVED, ANSWERS, ATTEMPTS, DEAD_LETTER));
        for (String provider : providers) {
            topics.add(retry(provider));
        }
        return List.copyOf(topics);
    }
}
