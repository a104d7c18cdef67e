package dev.understudy.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.alert.UnreadableReason;
import dev.understudy.source.json.Fields;
import dev.understudy.source.json.ShapeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The alerts of a body, found but not read, and what else the body said. For one thread. */
final class Parts {
    /** An element takes far more memory than its bytes do, and one that is no alert becomes a dead letter. */
    static final int MOST = 10_000;

    private final List<Part> all = new ArrayList<>();
    /** Alerts that the arrays so far speak of: the body as one, until an array stands in the place of it. */
    private int announced = 1;

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

    /** An array stands in the place of one alert; throws a {@link ShapeException} when it is empty, or the body holds too much. */
    void array(int size, String path) {
        if (size == 0) {
            throw ShapeException.wrong(path, "holds no alert");
        }
        if (size - 1 > MOST - announced) {
            throw new ShapeException(
                    UnreadableReason.TOO_LARGE,
                    path + " has " + size + " elements, with which the body has more than " + MOST
                            + "; send fewer at a time");
        }
        announced += size - 1;
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
