package dev.understudy.provider;

import dev.understudy.redaction.Redactor;
import java.util.regex.Pattern;

/**
 * Words of a provider made fit for logs, records and metrics: bounded, on one line, and with everything masked that
 * looks like a credential. Providers quote parts of the key in their refusals, and parts of the question.
 */
public final class SafeText {
    /** Longest message that is kept. */
    public static final int MAX_LENGTH = 300;

    private static final String MASK = "****";
    /** Enough to mask what straddles the cut. */
    private static final int SCANNED = 4_000;

    private static final int LONGEST_WORD = 1_000;

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");
    /** The prefixes of known vendors, key material after words that announce it, and any long run with digits. */
    private static final Pattern CREDENTIAL = Pattern.compile(
            "(?i)\\b(?:sk|pk|rk|gsk|xai|key|api|org|proj|ant|hf|nvapi|AIza|ya29|eyJ)[-_.]?[\\w*.+/=-]*[\\d*][\\w*.+/=-]*"
                    + "|\\b(?:bearer|basic)\\s+[\\w*.+/=-]{6,}"
                    + "|(?:api[-_ ]?key|token|secret|password)\\s*(?:provided)?\\s*[:=]\\s*[\"']?[^\\s\"',;]+"
                    + "|\\b(?=[\\w*-]*\\d)[\\w*-]{24,}");

    private SafeText() {}

    /** As much as is looked at, without the last word when it is cut. */
    private static String scanned(String text) {
        if (text.length() <= SCANNED) {
            return text;
        }
        int end = text.lastIndexOf(' ', SCANNED);
        return text.substring(0, Math.max(end, SCANNED - LONGEST_WORD));
    }

    /** The text, in at most {@value #MAX_LENGTH} characters. */
    public static String of(String text) {
        return of(text, MAX_LENGTH);
    }

    /** The text, in at most so many characters. */
    public static String of(String text, int most) {
        String line = INVISIBLE.matcher(scanned(text)).replaceAll(" ").strip();
        String masked = CREDENTIAL.matcher(Redactor.standard().mask(line)).replaceAll(MASK);
        return masked.length() <= most ? masked : masked.substring(0, most - 3) + "...";
    }
}
