package dev.understudy.redaction.find;

/** A text that can be read a bounded number of times. Not thread-safe. */
final class MeteredText implements CharSequence {
    /** The text was read too often. */
    static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManySteps() {
            super("too many steps", null, false, false);
        }
    }

    private final String text;
    private final long allowed;
    private long used;

    MeteredText(String text, long allowed) {
        this.text = text;
        this.allowed = allowed;
    }

    /** How often it was read. */
    long used() {
        return used;
    }

    @Override
    public char charAt(int index) {
        if (++used > allowed) {
            throw new TooManySteps();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
