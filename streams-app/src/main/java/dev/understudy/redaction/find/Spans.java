package dev.understudy.redaction.find;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Places in one text that are to be masked. What was found first counts most. Not thread-safe. */
public final class Spans {
    /** A place: from the first character to the one behind the last. */
    public record Span(int start, int end, Kind kind) {}

    private final List<Span> spans = new ArrayList<>(4);
    private final Steps steps;

    /** Of a text in which patterns may take so many steps. */
    public Spans(Steps steps) {
        this.steps = steps;
    }

    Steps steps() {
        return steps;
    }

    /** Adds a place; an empty one is none. */
    public void add(int start, int end, Kind kind) {
        if (start < end) {
            spans.add(new Span(start, end, kind));
        }
    }

    public boolean isEmpty() {
        return spans.isEmpty();
    }

    /** The places in their order, none of which overlaps another; no character of a secret is left out. */
    public List<Span> apart() {
        if (spans.size() < 2) {
            return spans;
        }
        spans.sort(Comparator.comparingInt(Span::start)); // stable: at one start, what was found first stays first
        List<Span> apart = new ArrayList<>(spans.size());
        Span last = spans.get(0);
        for (Span next : spans.subList(1, spans.size())) {
            if (next.start() >= last.end()) {
                apart.add(last);
                last = next;
            } else {
                last = joined(last, next);
            }
        }
        apart.add(last);
        return apart;
    }

    /** A secret wins over what would return; two secrets become one. */
    private static Span joined(Span first, Span second) {
        if (second.kind().returns()) {
            return first;
        }
        if (first.kind().returns()) {
            return second;
        }
        return new Span(first.start(), Math.max(first.end(), second.end()), first.kind());
    }
}
