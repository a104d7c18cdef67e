package dev.understudy.prompt.files;

import dev.understudy.config.ConfigException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The words around an alert: a section of instructions and a section with the alert, each with gaps. Immutable and
 * thread-safe.
 */
public final class PromptTemplate {
    private static final String SYSTEM_MARK = "=== system ===";
    private static final String USER_MARK = "=== user ===";
    private static final long LONGEST = 64 * 1024;
    private static final List<Placeholder> REQUIRED = List.of(Placeholder.SCHEMA, Placeholder.ALERT);
    private static final List<Placeholder> ONLY_SYSTEM =
            List.of(Placeholder.SCHEMA, Placeholder.INSTRUCTIONS, Placeholder.LANGUAGE);
    private static final List<Placeholder> ONLY_USER = List.of(Placeholder.ALERT, Placeholder.CONTEXT);

    private final String text;
    private final Section system;
    private final Section user;

    private PromptTemplate(String text, Section system, Section user) {
        this.text = text;
        this.system = system;
        this.user = user;
    }

    /**
     * Reads a file that a setting names.
     *
     * @throws ConfigException when it cannot be read, or is no template
     */
    public static PromptTemplate read(Path file, String property) {
        return parse(TextFile.read(file, property, LONGEST), new Origin(property, file.toString()));
    }

    /** The template in a text that ships with the product. */
    public static PromptTemplate shipped(String text, String name) {
        return parse(text, new Origin(name, name));
    }

    /** Where a template comes from: the setting that names it, and its own name. */
    private record Origin(String property, String name) {
        ConfigException refuse(String problem) {
            return new ConfigException(property, name + " " + problem);
        }
    }

    private static PromptTemplate parse(String text, Origin origin) {
        String plain = text.replace("\r\n", "\n");
        int system = mark(SYSTEM_MARK, plain, origin);
        int user = mark(USER_MARK, plain, origin);
        if (user < system || !plain.substring(0, system).isBlank()) {
            throw origin.refuse("does not begin with the line " + SYSTEM_MARK + "; expected it first, then the"
                    + " instructions, the line " + USER_MARK + " and the alert");
        }
        PromptTemplate template = new PromptTemplate(
                text,
                section(plain.substring(system + SYSTEM_MARK.length(), user), origin),
                section(plain.substring(user + USER_MARK.length()), origin));
        template.check(origin);
        return template;
    }

    /** Where the one line with a mark begins. */
    private static int mark(String mark, String text, Origin origin) {
        int at = ("\n" + text + "\n").indexOf("\n" + mark + "\n");
        if (at < 0) {
            throw origin.refuse("lacks the line " + mark + "; expected " + SYSTEM_MARK + ", the instructions, "
                    + USER_MARK + ", the alert");
        }
        if (("\n" + text + "\n").indexOf("\n" + mark + "\n", at + 1) >= 0) {
            throw origin.refuse("has the line " + mark + " twice; keep one");
        }
        return at;
    }

    private static Section section(String text, Origin origin) {
        try {
            return Section.of(text.strip());
        } catch (IllegalArgumentException unknown) {
            throw origin.refuse(
                    "has " + unknown.getMessage() + ", which is no placeholder; expected some of " + Placeholder.all());
        }
    }

    private void check(Origin origin) {
        for (Placeholder placeholder : Placeholder.values()) {
            if (placeholder != Placeholder.FENCE && count(placeholder) > 1) {
                throw origin.refuse("has " + placeholder + " more than once; keep one");
            }
        }
        refuseStrays(system, ONLY_USER, "above", "below", origin);
        refuseStrays(user, ONLY_SYSTEM, "below", "above", origin);
        for (Placeholder required : REQUIRED) {
            if (!has(required)) {
                throw origin.refuse("lacks " + required + "; expected it once");
            }
        }
        if (!system.gaps().contains(Placeholder.FENCE)) {
            throw origin.refuse("lacks " + Placeholder.FENCE + " above the line " + USER_MARK
                    + "; expected instructions that name it, so that the model knows where data begins and ends");
        }
        int alert = user.gaps().indexOf(Placeholder.ALERT);
        if (!user.gaps().subList(0, alert).contains(Placeholder.FENCE)
                || user.gaps().lastIndexOf(Placeholder.FENCE) < alert) {
            throw origin.refuse("has no fence around " + Placeholder.ALERT + "; expected " + Placeholder.FENCE
                    + " before it and after it");
        }
    }

    private static void refuseStrays(
            Section section, List<Placeholder> strays, String where, String expected, Origin origin) {
        for (Placeholder stray : strays) {
            if (section.gaps().contains(stray)) {
                throw origin.refuse(
                        "has " + stray + " " + where + " the line " + USER_MARK + "; expected it " + expected);
            }
        }
    }

    private int count(Placeholder placeholder) {
        return Collections.frequency(system.gaps(), placeholder) + Collections.frequency(user.gaps(), placeholder);
    }

    /** True when it has this gap. */
    public boolean has(Placeholder placeholder) {
        return count(placeholder) > 0;
    }

    /** The template as it was written. */
    public String text() {
        return text;
    }

    /** The instructions with their gaps filled. */
    public String system(Map<Placeholder, String> words) {
        return system.filled(words);
    }

    /** The section of the alert with its gaps filled. */
    public String user(Map<Placeholder, String> words) {
        return user.filled(words);
    }
}
