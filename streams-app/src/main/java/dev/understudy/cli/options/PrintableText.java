package dev.understudy.cli.options;

/** Texts of strangers on a terminal, which obeys control characters. */
public final class PrintableText {
    private static final int LONGEST_LINE = 160;

    private PrintableText() {}

    /** One printable line of at most 160 characters. */
    public static String line(String text) {
        String printable = text.replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip();
        return printable.length() <= LONGEST_LINE ? printable : printable.substring(0, LONGEST_LINE - 3) + "...";
    }
}
