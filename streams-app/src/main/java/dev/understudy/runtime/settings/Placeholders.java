package dev.understudy.runtime.settings;

import dev.understudy.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts values in the place of <code>${NAME}</code>, <code>${NAME:-default}</code> and <code>${file:/path}</code>.
 * <code>$${</code> stands for a literal <code>${</code>. An empty variable counts as not set, as in a shell's
 * <code>:-</code>; a file is read without the line end at its end. Thread-safe.
 */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$?\\$\\{([^}]*)}");
    private static final Pattern VARIABLE = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?", Pattern.DOTALL);
    private static final String FILE = "file:";

    private final Map<String, String> environment;
    private final Path folder;

    /**
     * Placeholders of one configuration file.
     *
     * @param folder where relative paths begin
     */
    Placeholders(Map<String, String> environment, Path folder) {
        this.environment = Map.copyOf(environment);
        this.folder = folder;
    }

    /** True when the text names a file, whose content may change while we run. */
    static boolean readsFile(String text) {
        return text.contains("${" + FILE);
    }

    /** The text with every placeholder replaced; {@code property} is named when one cannot be. */
    String resolve(String text, String property) {
        if (!text.contains("${")) {
            return text;
        }
        Matcher matcher = PLACEHOLDER.matcher(text);
        return matcher.replaceAll(match -> Matcher.quoteReplacement(
                match.group().startsWith("$$") ? match.group().substring(1) : value(match.group(1), property)));
    }

    private String value(String placeholder, String property) {
        if (placeholder.startsWith(FILE)) {
            return content(folder.resolve(placeholder.substring(FILE.length())), property);
        }
        Matcher variable = VARIABLE.matcher(placeholder);
        if (!variable.matches()) {
            throw new ConfigException(
                    property,
                    "${" + placeholder + "} is no placeholder; write ${NAME}, ${NAME:-default} or ${file:/path}");
        }
        String found = environment.getOrDefault(variable.group(1), "");
        if (!found.isEmpty()) {
            return found;
        }
        @Nullable String otherwise = variable.group(2);
        if (otherwise == null) {
            throw new ConfigException(
                    property,
                    "needs the environment variable " + variable.group(1) + ", which is not set; export it, or write ${"
                            + variable.group(1) + ":-default}");
        }
        return otherwise;
    }

    private static String content(Path file, String property) {
        try {
            return Files.readString(file).stripTrailing();
        } catch (NoSuchFileException e) {
            throw new ConfigException(property, "reads the file " + file + ", which does not exist; create it");
        } catch (IOException e) {
            throw new ConfigException(
                    property,
                    "reads the file " + file + ", which cannot be read ("
                            + e.getClass().getSimpleName() + "); let this user read it");
        }
    }
}
