package dev.understudy.redaction.find;

/** Knows one form of what is not to be passed on. Thread-safe; the time it takes grows with the text, no faster. */
@FunctionalInterface
public interface Finder {
    /** Adds where in the text it stands. */
    void find(String text, Spans found);
}
