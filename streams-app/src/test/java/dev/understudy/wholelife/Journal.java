package dev.understudy.wholelife;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All that a run saw, in order. */
final class Journal {
    /**
     * One line.
     *
     * @param step what has the same step was committed together; the order within a step is not known
     */
    record Line(int step, Instant at, Event event) {}

    private final Instant start;
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, List<Line>> byRequest = new LinkedHashMap<>();

    Journal(Instant start) {
        this.start = start;
    }

    void add(int step, Instant at, Event event) {
        Line line = new Line(step, at, event);
        lines.add(line);
        if (!event.requestId().isEmpty()) {
            byRequest
                    .computeIfAbsent(event.requestId(), id -> new ArrayList<>())
                    .add(line);
        }
    }

    int size() {
        return lines.size();
    }

    /** What was seen of each request, in the order of the first sight. */
    Map<String, List<Line>> byRequest() {
        return byRequest;
    }

    /** What concerns one request, for humans; everything without one. */
    String text(String requestId) {
        return lines.stream()
                .filter(line -> requestId.isEmpty()
                        || line.event().requestId().isEmpty()
                        || line.event().requestId().equals(requestId))
                .map(line -> "%12d ms, step %d: %s"
                        .formatted(Duration.between(start, line.at()).toMillis(), line.step(), line.event()))
                .collect(Collectors.joining("\n"));
    }
}
