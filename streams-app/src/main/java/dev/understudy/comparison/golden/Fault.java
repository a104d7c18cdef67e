package dev.understudy.comparison.golden;

/**
 * An expectation that an answer does not meet.
 *
 * @param what what was found, and what was expected; never a secret
 */
public record Fault(Kind kind, String what) {
    /** What kind of expectation it is. */
    public enum Kind {
        LEAKED_SECRET("leaked secret"),
        INVENTED_LINK("invented link"),
        WRONG_SEVERITY("wrong severity"),
        WRONG_ACTIONABILITY("wrong actionability"),
        NOT_MENTIONED("not mentioned"),
        FORBIDDEN_WORDS("forbidden words");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** Its name, for people. */
        public String words() {
            return words;
        }
    }
}
