package dev.understudy.runtime;

import dev.understudy.enricher.EnricherNames;
import dev.understudy.fallback.FallbackNames;
import dev.understudy.serde.Contract;
import java.util.LinkedHashMap;
import java.util.Map;

/** The contracts of what the applications write for themselves: changelogs, and the topic that re-keys. */
public final class InternalContracts {
    private InternalContracts() {}

    /** By topic; their subjects are those that {@link Pipeline} asks for. */
    public static Map<String, Contract<?>> all() {
        Map<String, Contract<?>> contracts = new LinkedHashMap<>();
        contracts.put(EnricherNames.rekeyedTopic(), Contract.KEYED_ALERT);
        contracts.put(EnricherNames.changelog(EnricherNames.IN_FLIGHT_STORE), Contract.IN_FLIGHT_ENTRY);
        contracts.put(EnricherNames.changelog(EnricherNames.AWAITING_SCHEMA_STORE), Contract.RAW_RECORD);
        contracts.put(EnricherNames.changelog(EnricherNames.ANSWERS_STORE), Contract.KNOWN_ANSWER);
        contracts.put(FallbackNames.changelog(FallbackNames.IN_FLIGHT_STORE), Contract.IN_FLIGHT_ENTRY);
        contracts.put(FallbackNames.changelog(FallbackNames.DUE_STORE), Contract.RAW_RECORD);
        contracts.put(FallbackNames.changelog(FallbackNames.ANSWERS_STORE), Contract.KNOWN_ANSWER);
        return contracts;
    }
}
