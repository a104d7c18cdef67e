package dev.understudy.inflight.reuse;

import dev.understudy.domain.request.EnrichmentRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Requests of one task that ask the same: the first of them calls, the others wait for its answer. In memory; rebuilt
 * when the store is. Confined to the stream thread.
 */
public final class SharedCalls {
    /** A task where so many wait lets the rest make calls of their own, which the brake counts. */
    static final int MOST_WAITING = 1_000;

    private final Map<String, Deque<String>> askers = new HashMap<>();
    private final Map<String, String> contents = new HashMap<>();

    /** True when the request has to wait for an earlier one that asks the same; otherwise it is the one to call. */
    public boolean waits(EnrichmentRequest request) {
        String content = request.cacheKey();
        if (content == null) {
            return false;
        }
        Deque<String> same = askers.get(content);
        if (contents.containsKey(request.id())) {
            return same != null && !request.id().equals(same.peek());
        }
        if (same != null && contents.size() - askers.size() >= MOST_WAITING) {
            return false;
        }
        contents.put(request.id(), content);
        askers.computeIfAbsent(content, first -> new ArrayDeque<>()).add(request.id());
        return same != null;
    }

    /** The request has its answer: all who waited for it, first come first. */
    public List<String> answered(String requestId) {
        String content = contents.get(requestId);
        Deque<String> same = content == null ? null : askers.remove(content);
        if (same == null) {
            return List.of();
        }
        contents.keySet().removeAll(same);
        same.remove(requestId);
        return List.copyOf(same);
    }

    /** The request goes without an answer: the next to call when it was the one that did. */
    public List<String> left(String requestId) {
        String content = contents.remove(requestId);
        Deque<String> same = content == null ? null : askers.get(content);
        if (content == null || same == null) {
            return List.of();
        }
        boolean called = requestId.equals(same.peek());
        same.remove(requestId);
        if (same.isEmpty()) {
            askers.remove(content);
            return List.of();
        }
        return called ? List.of(same.element()) : List.of();
    }
}
