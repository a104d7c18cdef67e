package dev.understudy.redaction.find;

import java.util.Locale;

/**
 * What a masked value is.
 *
 * @param label name in records and in the mask
 * @param returns whether the value is put back into what a model says about it
 */
public record Kind(String label, boolean returns) {
    public static final Kind CREDENTIAL = new Kind("credential", false);
    public static final Kind JWT = new Kind("jwt", false);
    public static final Kind PRIVATE_KEY = new Kind("private-key", false);
    public static final Kind URL_PASSWORD = new Kind("url-password", false);
    public static final Kind CARD = new Kind("card", false);
    public static final Kind EMAIL = new Kind("email", true);
    public static final Kind IP = new Kind("ip", true);
    public static final Kind HOST = new Kind("host", true);

    /** How every mask of a value that never returns begins. */
    public static final String MASK_START = "[REDACTED:";

    /** What stands in the place of a value that never returns. */
    public String mask() {
        return MASK_START + label + "]";
    }

    /** What stands in the place of the value with this number. */
    public String placeholder(int number) {
        return "[" + label.toUpperCase(Locale.ROOT) + "_" + number + "]";
    }
}
