package dev.understudy.redaction.find;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what a pattern of the installation matches. The steps of a search are counted: a text in which it takes too
 * many is masked whole, since nobody can say what it holds.
 */
public final class OwnPatternFinder implements Finder {
    private final Pattern pattern;
    private final Kind kind;

    /** A pattern, and the name of what it matches. */
    public OwnPatternFinder(String name, Pattern pattern) {
        this.pattern = pattern;
        this.kind = new Kind(name, false);
    }

    @Override
    public void find(String text, Spans found) {
        Steps steps = found.steps();
        MeteredText metered = new MeteredText(text, steps.allowed(text));
        Matcher matcher = pattern.matcher(metered);
        try {
            while (matcher.find()) {
                found.add(matcher.start(), matcher.end(), kind);
            }
        } catch (MeteredText.TooManySteps | StackOverflowError tooComplex) {
            // The JDK's matcher goes one frame deeper for each round of a group.
            found.add(0, text.length(), kind);
        } finally {
            steps.spend(metered.used());
        }
    }
}
