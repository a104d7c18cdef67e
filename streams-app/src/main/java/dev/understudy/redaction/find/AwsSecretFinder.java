package dev.understudy.redaction.find;

/** Finds the secret half of a key of Amazon's, which has no form of its own, where the other half stands in the text. */
public final class AwsSecretFinder implements Finder {
    private static final int LENGTH = 40;
    private static final Chars BODY = Chars.of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    @Override
    public void find(String text, Spans found) {
        if (!text.contains("AKIA") && !text.contains("ASIA")) {
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            int end = BODY.runEnd(text, i, text.length());
            if (end - i == LENGTH && isMixed(text, i, end)) {
                found.add(i, end, Kind.CREDENTIAL);
            }
            i = end;
        }
    }

    /** A hash in hex has letters of one case only. */
    private static boolean isMixed(String text, int start, int end) {
        boolean lower = false;
        boolean upper = false;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            lower |= c >= 'a' && c <= 'z';
            upper |= c >= 'A' && c <= 'Z';
        }
        return lower && upper && Chars.hasDigit(text, start, end);
    }
}
