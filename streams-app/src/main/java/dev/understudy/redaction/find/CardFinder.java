package dev.understudy.redaction.find;

/** Finds numbers of payment cards: as an issuer numbers and groups them, with the check digit right (Luhn). */
public final class CardFinder implements Finder {
    private static final int LEAST = 14;
    private static final int MOST = 16;
    /** The digits of a card and the separators between its groups. */
    private static final int MOST_CHARACTERS = MOST + 3;

    @Override
    public void find(String text, Spans found) {
        int[] digits = new int[MOST];
        for (int i = 0; i < text.length(); i++) {
            if (!Chars.DIGIT.has(text.charAt(i)) || continues(text, i - 1)) {
                continue;
            }
            int end = number(text, i, digits);
            if (end > 0) {
                found.add(i, end, Kind.CARD);
                i = end - 1;
            }
        }
    }

    private static boolean continues(String text, int at) {
        return at >= 0 && (Chars.DOTTED.has(text.charAt(at)) || text.charAt(at) == '/' || text.charAt(at) == '+');
    }

    /** The end of the card number that begins here; -1 when there is none. */
    private static int number(String text, int start, int[] digits) {
        int count = 0;
        int groups = 0;
        int group = 0;
        long shape = 0;
        char separator = 0;
        int end = start;
        int most = Math.min(text.length(), start + MOST_CHARACTERS);
        for (; end < most; end++) {
            char c = text.charAt(end);
            if (Chars.DIGIT.has(c)) {
                if (count == MOST) {
                    return -1;
                }
                digits[count++] = c - '0';
                group++;
            } else if ((c == ' ' || c == '-')
                    && (separator == 0 || separator == c)
                    && count < MOST
                    && Chars.isDigit(text, end + 1)
                    && group >= 4) {
                separator = c;
                shape = shape * 10 + group;
                group = 0;
                groups++;
            } else {
                break;
            }
        }
        if (end < text.length()
                && (Chars.isAlnum(text, end)
                        || text.charAt(end) == '_'
                        || (text.charAt(end) == '.' && Chars.isDigit(text, end + 1)))) {
            return -1;
        }
        shape = shape * 10 + group;
        boolean grouped = groups == 0 || shape == 4444 || shape == 465 || shape == 464;
        return count >= LEAST && grouped && isIssued(digits, count) && isChecked(digits, count) ? end : -1;
    }

    private static boolean isIssued(int[] d, int count) {
        int two = d[0] * 10 + d[1];
        int four = two * 100 + d[2] * 10 + d[3];
        return switch (count) {
            case 14 -> two == 36 || two == 38 || two == 39 || (four >= 3000 && four <= 3059);
            case 15 -> two == 34 || two == 37;
            case 16 ->
                d[0] == 4
                        || (two >= 51 && two <= 55)
                        || (four >= 2221 && four <= 2720)
                        || four == 6011
                        || two == 65
                        || (four >= 6440 && four <= 6499)
                        || (four >= 3528 && four <= 3589)
                        || two == 62;
            default -> false;
        };
    }

    private static boolean isChecked(int[] digits, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            int digit = digits[count - 1 - i];
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }
}
