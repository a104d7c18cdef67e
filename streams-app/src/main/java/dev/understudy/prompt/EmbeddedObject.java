package dev.understudy.prompt;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The JSON object that a model wrapped in a code fence or in prose. */
final class EmbeddedObject {
    private static final Pattern FENCE = Pattern.compile("```[a-zA-Z0-9_-]*\\s*\\{");

    private EmbeddedObject() {}

    /** The object that begins the first code fence, else the first one in the text; null when there is none. */
    static @Nullable String in(String text) {
        Matcher fence = FENCE.matcher(text);
        int start = fence.find() ? fence.end() - 1 : text.indexOf('{');
        return start < 0 ? null : balanced(text, start);
    }

    private static @Nullable String balanced(String text, int start) {
        int depth = 0;
        boolean quoted = false;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth--;
                if (depth == 0) {
                    return text.substring(start, i + 1);
                }
            }
        }
        return null;
    }
}
