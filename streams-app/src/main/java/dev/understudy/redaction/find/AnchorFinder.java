package dev.understudy.redaction.find;

import java.util.List;

/** Finds credentials that are known by something in their middle, or by the address that they belong to. */
public final class AnchorFinder implements Finder {
    /** At most so many characters belong to one credential, on either side. */
    private static final int LONGEST = 400;

    /**
     * What stands around a fixed text.
     *
     * @param left how many characters before it belong to the credential
     * @param after how many behind it do, at least
     * @param whole whether the fixed text and what stands before it are masked too
     */
    private record Form(String anchor, Chars before, int left, Chars behind, int after, boolean whole) {}

    private static final Chars PATH = Chars.of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-/@.%");
    private static final Chars TILDE = Chars.of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-~.");

    private static final List<Form> FORMS = List.of(
            new Form("hooks.slack.com/", Chars.DIGIT, 0, PATH, 30, false),
            new Form("/api/webhooks/", Chars.DIGIT, 0, PATH, 40, false),
            new Form("webhook.office.com/webhookb2/", Chars.DIGIT, 0, PATH, 40, false),
            new Form("outlook.office.com/webhook/", Chars.DIGIT, 0, PATH, 40, false),
            new Form(".atlasv1.", Chars.ALNUM, 10, Chars.WORD, 40, true),
            new Form("Q~", TILDE, 4, TILDE, 30, true),
            new Form(":AA", Chars.DIGIT, 8, Chars.WORD, 30, true),
            new Form("-us", Chars.HEX, 32, Chars.DIGIT, 1, true));

    @Override
    public void find(String text, Spans found) {
        for (Form form : FORMS) {
            for (int at = text.indexOf(form.anchor()); at >= 0; at = text.indexOf(form.anchor(), at + 1)) {
                int behind = at + form.anchor().length();
                int end = form.behind().runEnd(text, behind, behind + LONGEST);
                int start = form.left() == 0 ? at : form.before().runStart(text, at, at - LONGEST);
                if (end - behind >= form.after() && at - start >= form.left()) {
                    found.add(form.whole() ? start : behind, end, Kind.CREDENTIAL);
                }
            }
        }
    }
}
