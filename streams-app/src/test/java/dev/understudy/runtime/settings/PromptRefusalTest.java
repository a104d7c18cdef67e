package dev.understudy.runtime.settings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a prompt is said before anything starts: the setting, the file, what was expected, the line. */
class PromptRefusalTest {
    private static final String SOUND = """
            === system ===
            Data is between the lines with {{fence}}.
            {{language}}
            {{instructions}}
            {{schema}}
            === user ===
            {{fence}}
            {{alert}}
            {{fence}}
            {{context}}
            """;
    private static final String ALL_SET =
            ", instructions: Be kind., team-instructions: {a: Be brief.}, language: German, runbooks: \"${folder}\"";

    @TempDir
    private Path folder;

    static Stream<Arguments> templates() {
        return Stream.of(
                Arguments.of(
                        "",
                        "lacks the line === system ===; expected === system ===, the instructions, "
                                + "=== user ===, the alert"),
                Arguments.of(SOUND.replace("=== user ===", ""), "lacks the line === user ==="),
                Arguments.of(SOUND.replace("=== user ===", "== user =="), "lacks the line === user ==="),
                Arguments.of(SOUND + SOUND, "has the line === system === twice; keep one"),
                Arguments.of("Words.\n" + SOUND, "does not begin with the line === system ==="),
                Arguments.of(
                        "=== user ===\n{{fence}}{{alert}}{{fence}}\n=== system ===\n{{fence}}{{schema}}",
                        "does not begin with the line === system ==="),
                Arguments.of(SOUND.replace("{{alert}}", ""), "lacks {{alert}}; expected it once"),
                Arguments.of(SOUND.replace("{{schema}}", ""), "lacks {{schema}}; expected it once"),
                Arguments.of(
                        SOUND.replace("with {{fence}}", "with a token"), "lacks {{fence}} above the line === user ==="),
                Arguments.of(
                        SOUND.replace("{{fence}}\n{{alert}}", "{{alert}}"),
                        "has no fence around {{alert}}; expected {{fence}} before it and after it"),
                Arguments.of(
                        SOUND.replace("{{alert}}\n{{fence}}", "{{fence}}\n{{alert}}"),
                        "has no fence around {{alert}}; expected {{fence}} before it and after it"),
                Arguments.of(
                        SOUND.replace("{{alert}}", "{{alert}}\n{{alert}}"), "has {{alert}} more than once; keep one"),
                Arguments.of(
                        SOUND.replace("{{language}}", "{{alert}}").replace("\n{{alert}}\n{{fence}}", "\n{{fence}}"),
                        "has {{alert}} above the line === user ===; expected it below"),
                Arguments.of(
                        SOUND.replace("{{language}}\n", "") + "{{language}}",
                        "has {{language}} below the line === user ===; expected it above"),
                Arguments.of(
                        SOUND.replace("{{alert}}", "{{alrt}}"),
                        "has {{alrt}}, which is no placeholder; expected some of {{fence}}, {{schema}}, "
                                + "{{instructions}}, {{language}}, {{alert}}, {{context}}"),
                Arguments.of(SOUND + "{{ alert }}", "has {{ alert }}, which is no placeholder"),
                Arguments.of(
                        SOUND.replace("{{instructions}}\n", ""),
                        "lacks {{instructions}}, but prompts.instructions is set; expected it once"),
                Arguments.of(
                        SOUND.replace("{{language}}\n", ""),
                        "lacks {{language}}, but prompts.language is set; expected it once"),
                Arguments.of(
                        SOUND.replace("{{context}}\n", ""),
                        "lacks {{context}}, but prompts.runbooks is set; expected it once"),
                Arguments.of(SOUND + "x".repeat(64 * 1024), "which is longer than 65536 bytes; shorten it"),
                Arguments.of(SOUND + "\u00e9", "which is not UTF-8; save it as UTF-8"));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void shouldRefuseATemplate(String template, String problem) throws IOException {
        Path file = Files.writeString(
                folder.resolve("prompt.txt"), template, template.endsWith("\u00e9") ? ISO_8859_1 : UTF_8);

        assertRefused("prompts: {template: \"" + file + "\"" + ALL_SET + "}", "prompts.template: ", problem, 5);
        assertRefused(
                "  other: {dialect: openai, base-url: http://x, model: m, prompt: \"" + file + "\"}\n" + "prompts: {"
                        + ALL_SET.substring(2) + "}",
                "providers.other.prompt: ",
                problem,
                5);
    }

    @Test
    void shouldTakeATemplateThatHasAll() throws IOException {
        Path file = Files.writeString(folder.resolve("prompt.txt"), SOUND.replace("\n", "\r\n"));

        assertThat(load("prompts: {template: \"" + file + "\"" + ALL_SET + "}")
                        .config()
                        .prompts()
                        .template())
                .isEqualTo(file);
    }

    @Test
    void shouldTakeATemplateThatLacksWhatIsNotUsed() throws IOException {
        String bare = "=== system ===\n{{fence}} {{schema}}\n=== user ===\n{{fence}} {{alert}} {{fence}}";
        Path file = Files.writeString(folder.resolve("prompt.txt"), bare);

        assertThat(load("prompts: {template: \"" + file + "\"}").warnings()).isEmpty();
    }

    @Test
    void shouldRefuseFilesThatAreNotThere() throws IOException {
        Path gone = folder.resolve("gone");
        Path file = Files.writeString(folder.resolve("file.md"), "x");

        assertRefused(
                "prompts: {template: \"" + gone + "\"}",
                "prompts.template: ",
                "reads the file " + gone + ", which does not exist; create it",
                5);
        assertRefused(
                "prompts: {template: \"" + folder + "\"}",
                "prompts.template: ",
                "which cannot be read (IOException); expected a text file that this user can read",
                5);
        assertRefused(
                "prompts: {runbooks: \"" + gone + "\"}",
                "prompts.runbooks: ",
                "is " + gone + ", which is no folder; expected one with files <alertname>.md",
                5);
        assertRefused(
                "prompts:\n  runbooks: \"" + file + "\"",
                "prompts.runbooks: ",
                "is " + file + ", which is no folder",
                6);
    }

    @Test
    void shouldRefuseWhatIsNoSettingOrNoValue() {
        assertRefused("prompts: {tempalte: a}", "prompts.tempalte: ", "is not a setting; did you mean template?", 5);
        assertRefused("prompts: {language: [a]}", "prompts.language: ", "must be text, but is a list", 5);
        assertRefused(
                "prompts: {language: de_DE}",
                "prompts.language: ",
                "must be the name of a language in letters, such as German, but is de_DE",
                5);
        assertRefused(
                "prompts:\n  team-instructions:\n    a: \" \"",
                "prompts.team-instructions.a: ",
                "is missing; expected a text for the model",
                7);
        assertRefused(
                "prompts: {team-instructions: quick}",
                "prompts.team-instructions: ",
                "must be a mapping of settings, but is \"quick\"",
                5);
    }

    private void assertRefused(String settings, String path, String problem, int line) {
        assertThatThrownBy(() -> load(settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(path)
                .hasMessageContaining(problem)
                .hasMessageEndingWith(" (understudy.yaml:" + line + ")");
    }

    /** The settings follow upon four lines, the last of which is a provider. */
    private LoadedConfig load(String settings) {
        String text = """
                kafka: {bootstrap.servers: localhost:9092}
                schema-registry: {url: http://localhost:8081}
                providers:
                  local: {dialect: openai, base-url: http://localhost:1, model: m}
                """ + settings.replace("${folder}", folder.toString());
        return new ConfigLoader(Map.of()).parse(text, "understudy.yaml", folder);
    }
}
