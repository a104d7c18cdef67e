package dev.understudy.redaction;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells a text that reads like an instruction to a model. It makes a note for the reader of the answer, nothing more:
 * the fence and the floor under severities hold without it.
 */
final class Instructions {
    /** A text of which nobody reads more. */
    private static final int LOOKED_AT = 100_000;

    private static final List<String> PHRASES = List.of(
            "system prompt",
            "you are now",
            "new instructions:",
            "developer mode",
            "jailbreak",
            "<|im_start|>",
            "<|system|>",
            "[inst]",
            "</system>",
            "<system>",
            "### instruction",
            "begin system",
            "end of alert data",
            "as an ai language model",
            "do anything now",
            "set severity to",
            "set the severity to",
            "change the severity to",
            "lower the severity",
            "mark this as resolved",
            "respond only with",
            "reply only with",
            "ignoriere alle",
            "vergiss alle",
            "ignorez toutes les",
            "oubliez toutes les",
            "ignora todas las",
            "olvida todas las",
            "ignora tutte le",
            "ignore todas as");

    private static final List<String> VERBS =
            List.of("ignore", "disregard", "forget", "override", "bypass", "neglect", "do not follow", "don't follow");

    /** Behind one of the verbs, within a few words. */
    private static final Pattern OBJECT =
            Pattern.compile("[a-z' ,]{0,40}?\\b(?:instruction|prompt|guideline|direction|rule)s?\\b");

    private Instructions() {}

    static boolean in(String text) {
        String lower = (text.length() > LOOKED_AT ? text.substring(0, LOOKED_AT) : text)
                .toLowerCase(Locale.ROOT)
                .replace('\n', ' ');
        for (String phrase : PHRASES) {
            if (lower.contains(phrase)) {
                return true;
            }
        }
        for (String verb : VERBS) {
            for (int at = lower.indexOf(verb); at >= 0; at = lower.indexOf(verb, at + 1)) {
                if (OBJECT.matcher(lower)
                        .region(at + verb.length(), lower.length())
                        .lookingAt()) {
                    return true;
                }
            }
        }
        return false;
    }
}
