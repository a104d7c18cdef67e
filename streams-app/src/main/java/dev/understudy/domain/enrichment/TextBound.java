package dev.understudy.domain.enrichment;

/** How long a text of an enrichment may be: as long as a block of Slack takes, the shortest of what shows them. */
public final class TextBound {
    /** In UTF-16 units, of which a character has one or two: so no way of counting finds more. */
    public static final int LONGEST = 3_000;

    private TextBound() {}

    /** The text; its first part and an ellipsis when it is longer than any text of an enrichment may be. */
    public static String cut(String text) {
        return cut(text, LONGEST);
    }

    /** The same for a text that has to be shorter, {@code most} being at least two. No character is cut in two. */
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
