package dev.understudy.redaction;

import dev.understudy.redaction.find.Finder;
import dev.understudy.redaction.find.Kind;
import dev.understudy.redaction.find.PairFinder;
import dev.understudy.redaction.find.Spans;
import dev.understudy.redaction.find.Steps;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Masks texts that belong together: equal values get equal placeholders, and all are counted. Not thread-safe. */
final class Masking {
    private final List<Finder> finders;
    private final boolean secretNames;
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, String> byOriginal = new HashMap<>();
    private final Map<String, String> originals = new HashMap<>();
    private final Steps steps = new Steps();
    private boolean injectionSuspected;

    /**
     * With these finders, the most certain first.
     *
     * @param secretNames whether the name of a label says that its value is a secret
     */
    Masking(List<Finder> finders, boolean secretNames) {
        this.finders = finders;
        this.secretNames = secretNames;
    }

    String text(String text) {
        return foreign(PlainText.of(text), null);
    }

    /** The value of a label or an annotation. */
    String value(String name, String value) {
        return foreign(PlainText.of(value), secretNames ? name : null);
    }

    /** A text of the installation itself, in which instructions are nothing to suspect. */
    String ownText(String text) {
        return masked(PlainText.of(text), null);
    }

    private String foreign(String text, @Nullable String name) {
        injectionSuspected |= Instructions.in(text);
        return masked(text, name);
    }

    private String masked(String text, @Nullable String name) {
        if (text.isEmpty()) {
            return text;
        }
        steps.grant(text);
        Spans found = new Spans(steps);
        if (name != null) {
            PairFinder.entry(name, text, found);
        }
        for (Finder finder : finders) {
            finder.find(text, found);
        }
        return found.isEmpty() ? text : rewritten(text, found.apart());
    }

    private String rewritten(String text, List<Spans.Span> spans) {
        StringBuilder masked = new StringBuilder(text.length());
        int copied = 0;
        for (Spans.Span span : spans) {
            masked.append(text, copied, span.start()).append(replacement(text, span));
            copied = span.end();
            counts.merge(span.kind().label(), 1, Integer::sum);
        }
        return masked.append(text, copied, text.length()).toString();
    }

    private String replacement(String text, Spans.Span span) {
        Kind kind = span.kind();
        if (!kind.returns()) {
            return kind.mask();
        }
        return byOriginal.computeIfAbsent(text.substring(span.start(), span.end()), original -> {
            int number = 1;
            while (originals.containsKey(kind.placeholder(number))) {
                number++;
            }
            originals.put(kind.placeholder(number), original);
            return kind.placeholder(number);
        });
    }

    /** What was taken out so far. */
    Redaction redaction() {
        return counts.isEmpty() && !injectionSuspected
                ? Redaction.NONE
                : new Redaction(new Placeholders(originals), counts, injectionSuspected);
    }
}
