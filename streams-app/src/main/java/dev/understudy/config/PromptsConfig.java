package dev.understudy.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words around an alert. Files are read once, at the start.
 *
 * @param template file with the words around an alert. Unless set, the one that ships
 * @param instructions text for the model with every alert; at most 8,000 characters
 * @param teamInstructions {@code team: text}, for the model with the alerts of that team; at most 8,000 characters each
 * @param language of the answer's texts, such as {@code German}. Unless set, English
 * @param runbooks folder whose file {@code <alertname>.md} goes with the alerts of that name, fenced and redacted
 */
public record PromptsConfig(
        @Nullable Path template,
        @Nullable String instructions,
        Map<String, String> teamInstructions,
        @Nullable String language,
        @Nullable Path runbooks) {
    private static final int LONGEST = 8_000;
    private static final Pattern LANGUAGE = Pattern.compile("\\p{L}[\\p{L} ()-]{1,39}");

    public PromptsConfig {
        if (instructions != null) {
            requireText(instructions, "instructions");
        }
        teamInstructions = Require.ordered(teamInstructions);
        teamInstructions.forEach((team, text) -> requireText(text, "team-instructions." + team));
        if (language != null && !LANGUAGE.matcher(language).matches()) {
            throw new ConfigException(
                    "language", "must be the name of a language in letters, such as German, but is " + language);
        }
    }

    private static void requireText(String text, String property) {
        Require.present(text, property, "a text for the model");
        if (text.length() > LONGEST) {
            throw new ConfigException(
                    property, "must have at most " + LONGEST + " characters, but has " + text.length());
        }
    }

    /** The template that ships, and nothing else. */
    @SuppressWarnings("NullAway") // null means the default
    public static PromptsConfig defaults() {
        return new PromptsConfig(null, null, null, null, null);
    }
}
