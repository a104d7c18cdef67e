package dev.understudy.policy;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.enrichment.TextBound;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fills the texts of rules with what an alert says of itself. */
final class RuleText {
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)}");
    /** What a shell takes for one plain word. */
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_./:@=+][\\p{L}\\p{N}_./:@=+-]{0,252}");

    private final Map<String, String> values;

    RuleText(Alert alert, String subject) {
        values = new HashMap<>(alert.labels());
        values.put("name", alert.name());
        values.put("resource", subject);
        putPresent("service", alert.place().service());
        putPresent("cluster", alert.place().cluster());
    }

    private void putPresent(String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    /** The text, filled; null when the alert lacks something that it names. */
    @Nullable
    String fill(String text) {
        return fill(text, false);
    }

    /** The same for a command: null as well when a value is more than a plain word, or the whole is too long to be shown. */
    @Nullable
    String fillCommand(@Nullable String command) {
        String filled = command == null ? null : fill(command, true);
        return filled == null || filled.length() > TextBound.LONGEST ? null : filled;
    }

    private @Nullable String fill(String text, boolean wordsOnly) {
        StringBuilder filled = new StringBuilder();
        Matcher places = PLACE.matcher(text);
        while (places.find()) {
            String value = values.get(places.group(1));
            if (value == null
                    || value.isBlank()
                    || (wordsOnly && !WORD.matcher(value).matches())) {
                return null;
            }
            places.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return places.appendTail(filled).toString();
    }
}
