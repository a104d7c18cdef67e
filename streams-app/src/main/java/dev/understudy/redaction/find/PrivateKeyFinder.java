package dev.understudy.redaction.find;

import java.util.List;

/** Finds private keys in the armour of RFC 7468, to the end of the text when the end of the armour is missing. */
public final class PrivateKeyFinder implements Finder {
    private static final String BEGIN = "-----BEGIN";
    private static final String END = "-----END";
    private static final String DASHES = "-----";
    private static final int LONGEST_TITLE = 100;
    /** How such armour begins when it is encoded in Base64 once more, as a kubeconfig holds it. */
    private static final List<String> ENCODED = List.of(
            "LS0tLS1CRUdJTiBSU0",
            "LS0tLS1CRUdJTiBQUk",
            "LS0tLS1CRUdJTiBFQy",
            "LS0tLS1CRUdJTiBPUE",
            "LS0tLS1CRUdJTiBFTk");

    @Override
    public void find(String text, Spans found) {
        for (int at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at + 1)) {
            int titleEnd = text.indexOf(DASHES, at + BEGIN.length());
            if (titleEnd < 0 || titleEnd - at > LONGEST_TITLE) {
                continue;
            }
            if (text.substring(at, titleEnd).contains("PRIVATE KEY")) {
                int end = end(text, titleEnd + DASHES.length());
                found.add(at, end, Kind.PRIVATE_KEY);
                at = end - 1;
            }
        }
        for (String start : ENCODED) {
            for (int at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
                int end = Chars.BASE64.runEnd(text, at, text.length());
                found.add(at, end, Kind.PRIVATE_KEY);
                at = end - 1;
            }
        }
    }

    private static int end(String text, int from) {
        int footer = text.indexOf(END, from);
        int close = footer < 0 ? -1 : text.indexOf(DASHES, footer + END.length());
        return close < 0 ? text.length() : close + DASHES.length();
    }
}
