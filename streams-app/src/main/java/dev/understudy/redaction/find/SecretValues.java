package dev.understudy.redaction.find;

import java.util.Locale;
import java.util.Set;

/** Tells a secret from what merely stands behind the name of one: words about it, references to it, masks of it. */
final class SecretValues {
    /** As much of a value as is looked at. */
    static final int LOOKED_AT = 512;

    private static final int LEAST_STRONG = 3;
    private static final int LEAST_WEAK = 8;
    private static final int LONG = 20;

    /** Words that follow the name of a secret in prose, logs and configuration. */
    private static final Set<String> WORDS = Set.of(
            "null",
            "none",
            "nil",
            "true",
            "false",
            "yes",
            "no",
            "n/a",
            "unset",
            "empty",
            "undefined",
            "missing",
            "required",
            "optional",
            "expired",
            "rotated",
            "changed",
            "updated",
            "reset",
            "revoked",
            "leaked",
            "stored",
            "configured",
            "enabled",
            "disabled",
            "accepted",
            "rejected",
            "denied",
            "forbidden",
            "failed",
            "failure",
            "invalid",
            "valid",
            "incorrect",
            "wrong",
            "mismatch",
            "unknown",
            "hidden",
            "masked",
            "redacted",
            "removed",
            "authentication",
            "authorization",
            "error",
            "policy",
            "string",
            "secret",
            "password",
            "token",
            "prompt",
            "ok",
            "is",
            "was",
            "are",
            "were",
            "has",
            "had",
            "have",
            "the",
            "a",
            "an",
            "for",
            "of",
            "to",
            "from",
            "in",
            "on",
            "at",
            "by",
            "with",
            "and",
            "or",
            "not",
            "never",
            "must",
            "should",
            "may",
            "can",
            "cannot",
            "could",
            "will",
            "would",
            "does",
            "too",
            "that",
            "this",
            "see",
            "please",
            "check",
            "user");

    private static final String[] FOLDERS = {
        "/etc/", "/var/", "/run/", "/opt/", "/home/", "/usr/", "/mnt/", "/tmp/", "/secrets/", "/vault/", "/srv/"
    };

    private SecretValues() {}

    /** True when the value behind a name of this weight is a secret. */
    static boolean isSecret(SecretKeys.Weight weight, String text, int start, int end) {
        int until = Math.min(end, start + LOOKED_AT);
        if (isStandIn(text, start, until) || isWord(text, start, until) || isPath(text, start)) {
            return false;
        }
        int length = end - start;
        return weight == SecretKeys.Weight.STRONG
                ? length >= LEAST_STRONG
                : length >= LEAST_WEAK && looksRandom(text, start, until);
    }

    /** True for a mask, or for a reference that something else resolves. */
    static boolean isStandIn(String text, int start, int end) {
        if (end <= start) {
            return true;
        }
        if (text.startsWith(Kind.MASK_START, start)) {
            return true;
        }
        char first = text.charAt(start);
        char last = text.charAt(end - 1);
        boolean reference = (first == '$'
                        && (isVariable(text, start + 1, end)
                                || text.startsWith("${", start)
                                || text.startsWith("$(", start)))
                || text.startsWith("{{", start)
                || text.startsWith("#{", start)
                || (first == '<' && (last == '>' || end - start == 1))
                || (first == '%' && last == '%' && end - start > 2)
                || (first == '[' && last == ']');
        return reference || isRepeated(text, start, end);
    }

    private static boolean isVariable(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c != '_' && (c < 'A' || c > 'Z')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isRepeated(String text, int start, int end) {
        char first = text.charAt(start);
        if (first != '*' && first != 'x' && first != 'X' && first != '.' && first != '#' && first != '\u2022') {
            return false;
        }
        for (int i = start + 1; i < end; i++) {
            if (text.charAt(i) != first) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWord(String text, int start, int end) {
        int until = end;
        while (until > start && ".,;:!?)".indexOf(text.charAt(until - 1)) >= 0) {
            until--;
        }
        return until - start <= 16
                && WORDS.contains(text.substring(start, until).toLowerCase(Locale.ROOT));
    }

    private static boolean isPath(String text, int start) {
        if (text.charAt(start) != '/') {
            return false;
        }
        for (String folder : FOLDERS) {
            if (text.startsWith(folder, start)) {
                return true;
            }
        }
        return false;
    }

    /** Letters mixed with digits, or large with small ones throughout, and no name that someone has thought of; no address, no structure. */
    private static boolean looksRandom(String text, int start, int end) {
        boolean letter = false;
        boolean digit = false;
        int switches = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '{' || c == '[' || c == '(' || (c == ':' && text.startsWith("://", i))) {
                return false;
            }
            digit |= Chars.DIGIT.has(c);
            letter |= Chars.ALNUM.has(c) && !Chars.DIGIT.has(c);
            switches += i > start && Character.isUpperCase(c) != Character.isUpperCase(text.charAt(i - 1)) ? 1 : 0;
        }
        boolean mixed = letter && (digit || (end - start >= LONG && switches >= (end - start) / 4));
        return mixed && !isName(text, start, end) && !isUuid(text, start, end);
    }

    /** Most often it names something; names that leave no doubt are strong. */
    private static boolean isUuid(String text, int start, int end) {
        if (end - start != 36) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            char c = text.charAt(start + i);
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            if (hyphen ? c != '-' : !Chars.HEX.has(c)) {
                return false;
            }
        }
        return true;
    }

    /** Lower-case parts joined by hyphens, dots and slashes, one of which is a word: a resource of Kubernetes. */
    private static boolean isName(String text, int start, int end) {
        boolean joined = false;
        boolean word = false;
        int partStart = start;
        for (int i = start; i <= end; i++) {
            char c = i < end ? text.charAt(i) : '-';
            if (c == '-' || c == '.' || c == '/' || c == '_') {
                joined |= i < end;
                word |= isWordPart(text, partStart, i);
                partStart = i + 1;
            } else if (!(c >= 'a' && c <= 'z') && !Chars.DIGIT.has(c)) {
                return false;
            }
        }
        return joined && word;
    }

    private static boolean isWordPart(String text, int start, int end) {
        boolean vowel = false;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (Chars.DIGIT.has(c)) {
                return false;
            }
            vowel |= "aeiouy".indexOf(c) >= 0;
        }
        return vowel && end - start >= 4;
    }
}
