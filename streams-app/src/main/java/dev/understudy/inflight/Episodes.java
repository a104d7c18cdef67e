package dev.understudy.inflight;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which requests of one task belong to which firing episode. In memory; rebuilt from the store. Not thread-safe. */
final class Episodes {
    private final Map<String, Set<String>> requestsByIncident = new HashMap<>();
    private final Map<String, String> incidentByRequest = new HashMap<>();

    void add(String incidentId, String requestId) {
        incidentByRequest.put(requestId, incidentId);
        requestsByIncident
                .computeIfAbsent(incidentId, id -> new LinkedHashSet<>(2))
                .add(requestId);
    }

    void remove(String requestId) {
        String incidentId = incidentByRequest.remove(requestId);
        if (incidentId != null) {
            requestsByIncident.computeIfPresent(incidentId, (id, requests) -> {
                requests.remove(requestId);
                return requests.isEmpty() ? null : requests;
            });
        }
    }

    List<String> requests(String incidentId) {
        return List.copyOf(requestsByIncident.getOrDefault(incidentId, Set.of()));
    }
}
