package dev.understudy.runtime.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the source of a type says about it, as Markdown.
 *
 * @param text what it says about the whole
 * @param parts and about each component of a record, or constant of an enum, by its name
 */
record RecordDocs(String text, Map<String, String> parts) {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final String COMMENT = "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*";
    private static final Pattern CONSTANT = Pattern.compile("(?s)" + COMMENT + "([A-Z][A-Z0-9_]*)\\b");
    private static final Pattern CODE = Pattern.compile("\\{@(?:code|link)\\s+((?:[^{}]|\\{[^{}]*})+)}");

    static RecordDocs of(Class<?> type) {
        String source = source(type.getNestHost());
        Matcher comment = Pattern.compile("(?s)" + COMMENT + "public (?:record|enum) " + type.getSimpleName() + "\\b")
                .matcher(source);
        if (!comment.find()) {
            throw new IllegalStateException(type + " has no Javadoc");
        }
        String[] pieces = plain(comment.group(1)).split("@param ", -1);
        return new RecordDocs(
                markdown(pieces[0]), type.isEnum() ? constants(source.substring(comment.end())) : params(pieces));
    }

    private static Map<String, String> params(String[] pieces) {
        Map<String, String> params = new LinkedHashMap<>();
        for (int i = 1; i < pieces.length; i++) {
            String[] words = pieces[i].split("\\s+", 2);
            params.put(words[0], markdown(words[1]));
        }
        return params;
    }

    private static Map<String, String> constants(String body) {
        Map<String, String> constants = new LinkedHashMap<>();
        Matcher constant = CONSTANT.matcher(body);
        while (constant.find()) {
            constants.put(constant.group(2), markdown(plain(constant.group(1))));
        }
        return constants;
    }

    private static String plain(String comment) {
        return comment.replaceAll("(?m)^\\s*\\*", " ").replaceAll("\\s+", " ").strip();
    }

    private static String markdown(String javadoc) {
        return CODE.matcher(javadoc)
                .replaceAll(code -> Matcher.quoteReplacement("`" + code.group(1).replaceFirst("^#", "") + "`"))
                .replace("|", "\\|")
                .strip();
    }

    private static String source(Class<?> type) {
        try {
            return Files.readString(SOURCES.resolve(type.getName().replace('.', '/') + ".java"), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
