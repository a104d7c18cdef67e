package dev.understudy.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.source.json.Fields;
import dev.understudy.source.json.ShapeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The alerts of a body, found but not read, and what else the body said. For one thread. */
final class Parts {
    private final List<Part> all = new ArrayList<>();
    private long truncated;
    private int ignored;

    /** Reads an alert, or throws a {@link ShapeException} that says why it is none. */
    @FunctionalInterface
    interface Reader {
        Alert read(RecordRef origin, Instant receivedAt);
    }

    /** One alert, as it stands in the body. */
    record Part(JsonNode node, Reader reader) {}

    /** An alert that is to be found in these fields, which may be its own written anew. */
    void add(JsonNode node, Fields alert, Envelope envelope) {
        all.add(new Part(node, (origin, receivedAt) -> new AlertElement(alert, envelope, origin, receivedAt).read()));
    }

    /** One that is no alert. */
    void addBroken(JsonNode node, ShapeException problem) {
        all.add(new Part(node, (origin, receivedAt) -> {
            throw problem;
        }));
    }

    void truncated(int more) {
        truncated += more;
    }

    /** There was something that is about no alert, and is meant to be. */
    void ignoreOne() {
        ignored++;
    }

    List<Part> all() {
        return all;
    }

    int truncated() {
        return (int) Math.min(truncated, Integer.MAX_VALUE);
    }

    int ignored() {
        return ignored;
    }
}
