package dev.understudy.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What two texts have in common, word by word.
 *
 * @param before the first text, in pieces
 * @param after the second one
 */
public record WordDiff(List<Piece> before, List<Piece> after) {
    private static final Pattern WORD = Pattern.compile("\\S+\\s*|\\s+");

    /** Beyond so many pairs of words, what differs is one piece: the table of them takes four bytes for each. */
    private static final long MOST_PAIRS = 4_000_000;

    public WordDiff {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** Words that follow each other, and whether they are in the other text too. */
    public record Piece(boolean common, String text) {}

    /** Compares two texts. The pieces of each side make its text; spaces make no difference. */
    public static WordDiff of(String before, String after) {
        Comparer comparer = new Comparer(words(before), words(after));
        comparer.compare();
        return new WordDiff(comparer.then.close(), comparer.now.close());
    }

    private static List<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).toList();
    }

    /** By the longest common subsequence of what is left between a common beginning and a common end. */
    private static final class Comparer {
        private final List<String> before;
        private final List<String> after;
        private final Pieces then = new Pieces();
        private final Pieces now = new Pieces();

        Comparer(List<String> before, List<String> after) {
            this.before = before;
            this.after = after;
        }

        void compare() {
            int most = Math.min(before.size(), after.size());
            int start = 0;
            while (start < most && same(start, start)) {
                start++;
            }
            int end = 0;
            while (end < most - start && same(before.size() - 1 - end, after.size() - 1 - end)) {
                end++;
            }
            then.add(true, before.subList(0, start));
            now.add(true, after.subList(0, start));
            between(start, before.size() - end, after.size() - end);
            then.add(true, before.subList(before.size() - end, before.size()));
            now.add(true, after.subList(after.size() - end, after.size()));
        }

        private void between(int start, int endBefore, int endAfter) {
            int i = start;
            int j = start;
            if ((long) (endBefore - start) * (endAfter - start) <= MOST_PAIRS) {
                int[][] common = common(start, endBefore, endAfter);
                while (i < endBefore && j < endAfter) {
                    if (same(i, j)) {
                        then.add(true, before.subList(i, ++i));
                        now.add(true, after.subList(j, ++j));
                    } else if (common[i + 1 - start][j - start] >= common[i - start][j + 1 - start]) {
                        then.add(false, before.subList(i, ++i));
                    } else {
                        now.add(false, after.subList(j, ++j));
                    }
                }
            }
            then.add(false, before.subList(i, endBefore));
            now.add(false, after.subList(j, endAfter));
        }

        /** How many words the rests of the two have in common. */
        private int[][] common(int start, int endBefore, int endAfter) {
            int[][] common = new int[endBefore - start + 1][endAfter - start + 1];
            for (int i = endBefore - start - 1; i >= 0; i--) {
                for (int j = endAfter - start - 1; j >= 0; j--) {
                    common[i][j] = same(start + i, start + j)
                            ? common[i + 1][j + 1] + 1
                            : Math.max(common[i + 1][j], common[i][j + 1]);
                }
            }
            return common;
        }

        private boolean same(int wordBefore, int wordAfter) {
            return before.get(wordBefore).strip().equals(after.get(wordAfter).strip());
        }
    }

    /** Words of one side, put together while they are of one kind. */
    private static final class Pieces {
        private final List<Piece> pieces = new ArrayList<>();
        private final StringBuilder open = new StringBuilder();
        private boolean common;

        void add(boolean inBoth, List<String> words) {
            if (words.isEmpty()) {
                return;
            }
            if (inBoth != common) {
                close();
                common = inBoth;
            }
            words.forEach(open::append);
        }

        List<Piece> close() {
            if (open.length() > 0) {
                pieces.add(new Piece(common, open.toString()));
                open.setLength(0);
            }
            return pieces;
        }
    }
}
