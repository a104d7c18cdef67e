package dev.understudy.prompt;

import dev.understudy.config.ConfigException;
import dev.understudy.config.PromptsConfig;
import dev.understudy.config.ProviderConfig;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.alert.Alert;
import dev.understudy.prompt.files.Placeholder;
import dev.understudy.prompt.files.PromptTemplate;
import dev.understudy.prompt.files.Runbooks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is said to a model beside the alert: templates, instructions, language and runbooks, read once. Immutable and
 * thread-safe.
 *
 * <p>A version is the beginning of a SHA-256 of all that shapes these words: the bytes of the template, the
 * instructions of the installation and of its teams, the language and the schema of the answer. Runbooks are given with
 * an alert as its data are; they are in the hash of a prompt and not in its version.
 */
public final class PromptTexts {
    private static final String SHIPPED = "incident-prompt.txt";
    private static final String TEMPLATE_PROPERTY = "prompts.template";

    /** A template, with the version that it has in this installation. */
    record Wording(PromptTemplate template, String version) {}

    private final PromptsConfig config;
    private final Runbooks runbooks;
    private final Wording base;
    private final Map<Path, Wording> overrides;
    /** The versions of all templates, the common one first. */
    private final String wordings;

    private PromptTexts(PromptsConfig config, Runbooks runbooks, Map<Path, PromptTemplate> overrides) {
        this.config = config;
        this.runbooks = runbooks;
        this.base = wording(template(config));
        this.overrides = new HashMap<>();
        overrides.forEach((file, template) -> this.overrides.put(file, wording(template)));
        this.wordings = base.version()
                + this.overrides.values().stream()
                        .map(Wording::version)
                        .sorted()
                        .collect(Collectors.joining());
    }

    /** The template that ships, and nothing else. */
    static PromptTexts shipped() {
        return new PromptTexts(PromptsConfig.defaults(), Runbooks.NONE, Map.of());
    }

    /**
     * Reads what the configuration names. Relative paths begin in the working directory.
     *
     * @throws ConfigException when a template cannot be used or lacks what the configuration needs, or there is no
     *     folder of runbooks
     */
    public static PromptTexts of(UnderstudyConfig config) {
        Path folder = config.prompts().runbooks();
        return new PromptTexts(
                config.prompts(), folder == null ? Runbooks.NONE : Runbooks.in(folder), overrides(config));
    }

    /**
     * Checks what the configuration names, without reading the runbooks.
     *
     * @throws ConfigException as {@link #of}
     */
    public static void check(UnderstudyConfig config) {
        template(config.prompts());
        overrides(config);
        Path folder = config.prompts().runbooks();
        if (folder != null) {
            Runbooks.check(folder);
        }
    }

    private static PromptTemplate template(PromptsConfig config) {
        Path file = config.template();
        return file == null
                ? PromptTemplate.shipped(Resources.text(SHIPPED), SHIPPED)
                : usable(file, TEMPLATE_PROPERTY, config);
    }

    private static Map<Path, PromptTemplate> overrides(UnderstudyConfig config) {
        Map<Path, PromptTemplate> overrides = new HashMap<>();
        config.providers().forEach((name, provider) -> {
            Path file = provider.prompt();
            if (file != null) {
                overrides.put(file, usable(file, "providers." + name + ".prompt", config.prompts()));
            }
        });
        return overrides;
    }

    /** A template with a gap for each setting that is to be said. */
    private static PromptTemplate usable(Path file, String property, PromptsConfig config) {
        PromptTemplate template = PromptTemplate.read(file, property);
        boolean instructions =
                config.instructions() != null || !config.teamInstructions().isEmpty();
        requireGap(template, Placeholder.INSTRUCTIONS, instructions, "prompts.instructions", property, file);
        requireGap(template, Placeholder.LANGUAGE, config.language() != null, "prompts.language", property, file);
        requireGap(template, Placeholder.CONTEXT, config.runbooks() != null, "prompts.runbooks", property, file);
        return template;
    }

    private static void requireGap(
            PromptTemplate template, Placeholder gap, boolean needed, String by, String property, Path file) {
        if (needed && !template.has(gap)) {
            throw new ConfigException(property, file + " lacks " + gap + ", but " + by + " is set; expected it once");
        }
    }

    private Wording wording(PromptTemplate template) {
        List<String> words = new ArrayList<>();
        words.add(template.text());
        words.add(orEmpty(config.instructions()));
        new TreeMap<>(config.teamInstructions()).forEach((team, text) -> {
            words.add(team);
            words.add(text);
        });
        words.add(orEmpty(config.language()));
        words.add(AnswerSchema.current().version());
        return new Wording(template, Digests.version(String.join("\0", words)));
    }

    /** The words for a provider: its own template where it has one, else that of all. */
    Wording wording(ProviderConfig provider) {
        return provider.prompt() == null ? base : overrides.getOrDefault(provider.prompt(), base);
    }

    /** The version for the providers that have no template of their own. */
    public String version() {
        return base.version();
    }

    /** The version of all words that a prompt about an alert can have beside it, whoever is asked, runbook included. */
    String wordings(Alert alert) {
        String runbook = runbook(alert);
        return runbook.isEmpty() ? wordings : wordings + Digests.version(runbook);
    }

    /** What the installation and the alert's team have to say; empty when neither does. */
    String instructions(Alert alert) {
        List<String> said = new ArrayList<>();
        if (config.instructions() != null) {
            said.add(config.instructions().strip());
        }
        String team = alert.place().team() == null
                ? null
                : config.teamInstructions().get(alert.place().team());
        if (team != null) {
            said.add(team.strip());
        }
        return said.isEmpty() ? "" : "\nFrom the people who run these systems:\n" + String.join("\n", said);
    }

    /** The sentence that asks for a language; empty when none is configured. */
    String language() {
        return config.language() == null
                ? ""
                : "Write all texts of the answer in " + config.language()
                        + ". Names, labels, commands and the values that the format fixes stay as they are.";
    }

    /** The runbook for an alert, not redacted yet; empty when there is none. */
    String runbook(Alert alert) {
        return runbooks.of(alert.name());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
