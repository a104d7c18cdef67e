package dev.understudy.redaction.find;

import java.util.ArrayList;
import java.util.List;

/** Finds credentials by how they begin: one pass over the text, whatever the number of forms. */
public final class TokenFinder implements Finder {
    private static final TokenForm[][] BY_FIRST = byFirst();

    private static TokenForm[][] byFirst() {
        List<List<TokenForm>> lists = new ArrayList<>();
        for (int i = 0; i < 128; i++) {
            lists.add(new ArrayList<>());
        }
        TokenForm.ALL.forEach(form -> lists.get(form.prefix().charAt(0)).add(form));
        return lists.stream().map(list -> list.toArray(TokenForm[]::new)).toArray(TokenForm[][]::new);
    }

    @Override
    public void find(String text, Spans found) {
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!inWord && c < 128) {
                int end = end(text, i, BY_FIRST[c]);
                if (end > 0) {
                    found.add(i, end, Kind.CREDENTIAL);
                    i = end - 1;
                }
            }
            inWord = Chars.isAlnum(text, i);
        }
    }

    private static int end(String text, int start, TokenForm[] forms) {
        for (TokenForm form : forms) {
            if (text.startsWith(form.prefix(), start)) {
                int end = form.end(text, start);
                if (end > 0) {
                    return end;
                }
            }
        }
        return -1;
    }
}
