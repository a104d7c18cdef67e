package dev.understudy.redaction.find;

/** A text that can be read a bounded number of times. Not thread-safe. */
final class MeteredText implements CharSequence {
    private static final int FREE_STEPS = 20_000;
    private static final int STEPS_PER_CHARACTER = 40;

    /** The text was read too often. */
    static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManySteps() {
            super("too many steps", null, false, false);
        }
    }

    private final String text;
    private long steps;

    MeteredText(String text) {
        this.text = text;
        this.steps = FREE_STEPS + (long) STEPS_PER_CHARACTER * text.length();
    }

    @Override
    public char charAt(int index) {
        if (--steps < 0) {
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
