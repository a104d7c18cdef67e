package dev.understudy.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the figures out of a text: what moves from one evaluation of a rule to the next, such as percentages, counts,
 * durations and times. A number that names something stays, since another one means another thing: it is part of a
 * word, an address or a version, or follows a word such as {@code port}, {@code status} or {@code exit}, or looks like
 * an HTTP state and stands where one would. In doubt a number stays: that costs a call, no more.
 */
final class Figures {
    private static final String FIGURE = "#";
    /** What stands between words, beside white space; a comma does not when a digit follows. */
    private static final String BETWEEN_WORDS = "=(),;\"'[]{}<>|";
    /** A longer word is no figure. */
    private static final int LONGEST = 40;

    private static final Pattern SPACE = Pattern.compile(" ");
    private static final String ENDING = ".:!?";

    private static final String NUMBER = "[-+~]?(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?(?:[eE][-+]?\\d{1,3})?";
    private static final String UNIT =
            "(?:%|‰|°?[CF]|[num\u00b5]?s|min|h|d|[kKMGTP]?i?[bB](?:/s|ps)?|[kKMGTP]i?|/s|/min|rps|qps|x)";
    private static final Pattern MEASURE = Pattern.compile(NUMBER + UNIT + "?(?:/" + NUMBER + UNIT + "?)?");
    private static final Pattern DURATION = Pattern.compile("(?:\\d+(?:\\.\\d+)?(?:ms|us|ns|[smhdw]))+");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d(?:T\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?:Z|[-+]\\d\\d:?\\d\\d)?)?"
                    + "|\\d{1,2}:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?Z?");
    private static final Pattern HTTP_STATE = Pattern.compile("[45]\\d\\ds?");
    private static final Pattern LAST_PART = Pattern.compile("(?:[A-Z]?[a-z]+|[A-Z]+|#)$");
    /** What follows one of these is a name. */
    private static final Set<String> NAMING = setOf("port status code error errno exit signal http line version id job "
            + "build shard partition node disk cpu core rank replica host zone vlan pid uid release "
            + "instance slot channel queue incident ticket rc sqlstate event errcode returncode #");

    /** One of these beside it is enough to take a number for an HTTP state. */
    private static final Set<String> TELL_HTTP_STATE =
            setOf("returned return returning responded respond responding answered answer unavailable got error "
                    + "response status");
    /** Or one of each of these around it, or nothing. */
    private static final Set<String> BEFORE_HTTP_STATE = setOf("with of is a an");

    private static final Set<String> AFTER_HTTP_STATE = setOf("from on for after expected");

    private record Word(int start, String text) {
        /** Without the marks that end a sentence. */
        String core() {
            int end = text.length();
            while (end > 0 && ENDING.indexOf(text.charAt(end - 1)) >= 0) {
                end--;
            }
            return text.substring(0, end);
        }
    }

    private Figures() {}

    private static Set<String> setOf(String words) {
        return Set.of(SPACE.split(words));
    }

    /** The text with {@value #FIGURE} in place of each figure. */
    static String removed(String text) {
        List<Word> words = words(text);
        StringBuilder removed = new StringBuilder(text.length());
        int copied = 0;
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            String core = core(words, i);
            boolean figure = isFigure(core, core(words, i - 1), core(words, i + 1));
            removed.append(text.substring(copied, word.start())).append(figure ? FIGURE : core);
            copied = word.start() + core.length();
        }
        return removed.append(text.substring(copied)).toString();
    }

    /** Not by an expression: texts of megabytes without a space would need as deep a stack. */
    private static List<Word> words(String text) {
        List<Word> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || isBetweenWords(text, i)) {
                if (i > start) {
                    words.add(new Word(start, text.substring(start, i)));
                }
                start = i + 1;
            }
        }
        return words;
    }

    private static boolean isBetweenWords(String text, int index) {
        char character = text.charAt(index);
        boolean inNumber = character == ',' && index + 1 < text.length() && Character.isDigit(text.charAt(index + 1));
        return !inNumber && (Character.isWhitespace(character) || BETWEEN_WORDS.indexOf(character) >= 0);
    }

    /** A word without the marks that end a sentence; empty when there is none. */
    private static String core(List<Word> words, int index) {
        return index < 0 || index >= words.size() ? "" : words.get(index).core();
    }

    private static boolean isFigure(String word, String before, String after) {
        return word.length() <= LONGEST
                && word.chars().anyMatch(Character::isDigit)
                && !names(word, before, after)
                && (MEASURE.matcher(word).matches()
                        || DURATION.matcher(word).matches()
                        || TIME.matcher(word).matches());
    }

    private static boolean names(String word, String before, String after) {
        String last = lastPart(before);
        return NAMING.contains(last) || last.equals("http") || isHttpState(word, last, lastPart(after));
    }

    private static boolean isHttpState(String word, String before, String after) {
        if (!HTTP_STATE.matcher(word).matches()) {
            return false;
        }
        boolean fits = (before.isEmpty() || BEFORE_HTTP_STATE.contains(before))
                && (after.isEmpty() || AFTER_HTTP_STATE.contains(after));
        return fits || TELL_HTTP_STATE.contains(before) || TELL_HTTP_STATE.contains(after);
    }

    /** What a word ends in, as one: {@code code} of {@code exitCode}, {@code exit_code} and {@code codes}. */
    private static String lastPart(String word) {
        int start = word.length() > LONGEST ? word.length() - LONGEST : 0;
        String part = word.substring(start);
        if (part.regionMatches(true, 0, "http", 0, 4)) {
            return "http";
        }
        Matcher last = LAST_PART.matcher(part);
        String lower = (last.find() ? last.group() : part).toLowerCase(Locale.ROOT);
        return lower.length() > 3 && lower.endsWith("s") && !lower.endsWith("us")
                ? lower.substring(0, lower.length() - 1)
                : lower;
    }
}
