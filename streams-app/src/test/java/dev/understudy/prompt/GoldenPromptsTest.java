package dev.understudy.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.PromptsConfig;
import dev.understudy.config.ProviderConfig;
import dev.understudy.config.StructuredOutput;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertBody;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.provider.SampleProviders;
import dev.understudy.redaction.Redactor;
import dev.understudy.source.JsonAlerts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a model is told about each sample alert, word by word, with zeros in the place of the fence's token: {@code
 * <line>-<name>.txt} has the part of the alert, {@code system.txt} the instructions, which are the same for all.
 */
class GoldenPromptsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/prompts");
    private static final Path SAMPLES = Path.of("../examples/alerts.jsonl");
    private static final Instant NOW = Instant.parse("2026-03-15T00:00:00Z");
    private static final Pattern FENCE = Pattern.compile("BEGIN ALERT ([0-9a-f]{16})\n");
    private static final String REWRITE = "golden.prompts.write";

    private static final ProviderConfig PROVIDER = SampleProviders.openAi().build();
    private static final PromptRenderer RENDERER = new PromptRenderer("installation".getBytes(UTF_8));

    static List<Integer> lines() throws IOException {
        return IntStream.rangeClosed(1, Files.readAllLines(SAMPLES).size())
                .boxed()
                .toList();
    }

    private static Alert sample(int line) {
        try {
            String json = Files.readAllLines(SAMPLES).get(line - 1);
            AlertBody body = new JsonAlerts(Clock.fixed(NOW, ZoneOffset.UTC))
                    .read(new RawRecord(
                            new RecordRef("incidents", 0, line, NOW, 0), null, json.getBytes(UTF_8), List.of()));
            return body.alerts().get(0).alert();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String file(int line) {
        return "%02d-%s.txt".formatted(line, sample(line).name().replaceAll("[^A-Za-z0-9]", "_"));
    }

    private static Prompt prompt(int line) {
        return RENDERER.render(sample(line), "request-" + line, PROVIDER);
    }

    private static String withoutFence(String text, Prompt prompt) {
        Matcher fence = FENCE.matcher(prompt.user());
        assertThat(fence.find()).isTrue();
        return text.replace(fence.group(1), "0".repeat(16)) + "\n";
    }

    private static void assertUnchanged(String name, String actual) throws IOException {
        Path golden = GOLDEN.resolve(name);
        if (Boolean.getBoolean(REWRITE)) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, actual);
        }
        assertThat(actual).as("""
                        A model is told something else than %s says. If that is meant, write the files anew and read \
                        what has changed in them:
                        mvn -pl streams-app -am test -Dtest=GoldenPromptsTest \
                        -Dsurefire.failIfNoSpecifiedTests=false -D%s=true
                        """, golden, REWRITE).isEqualTo(Files.exists(golden) ? Files.readString(golden) : "");
    }

    @ParameterizedTest
    @MethodSource("lines")
    void shouldTellAsBefore(int line) throws IOException {
        Prompt prompt = prompt(line);

        assertThat(prompt.inputTruncated()).isFalse();
        assertUnchanged(file(line), withoutFence(prompt.user(), prompt));
    }

    @Test
    void shouldInstructAsBefore() throws IOException {
        Prompt prompt = prompt(1);

        assertUnchanged("system.txt", withoutFence(prompt.system(), prompt));
        for (int line : lines()) {
            assertThat(withoutFence(prompt(line).system(), prompt(line)))
                    .isEqualTo(withoutFence(prompt.system(), prompt));
        }
    }

    @Test
    void shouldTellAsBeforeWithEverySetting() throws IOException {
        ProviderConfig provider =
                SampleProviders.openAi().structured(StructuredOutput.JSON).build();
        PromptsConfig prompts = new PromptsConfig(
                null,
                "Customers see checkout and search first.",
                Map.of("shop", "Ask in the channel of the shop before a restart."),
                "German",
                Path.of("src/test/resources/config/runbooks"));
        PromptRenderer renderer = new PromptRenderer(
                "installation".getBytes(UTF_8),
                Redactor.standard(),
                PromptTexts.of(SampleProviders.config(Map.of("openai", provider), 10, prompts)));

        Prompt prompt = renderer.render(SampleAlerts.ofTeam("shop"), new PromptContext(7), "r", provider, 16_000);

        assertUnchanged("every-setting.txt", withoutFence(prompt.system() + "\n----\n" + prompt.user(), prompt));
    }

    @Test
    void shouldHaveAFileForEachAlertAndNoOther() throws IOException {
        List<String> expected = new ArrayList<>(List.of("system.txt", "every-setting.txt"));
        for (int line : lines()) {
            expected.add(file(line));
        }
        try (Stream<Path> files = Files.list(GOLDEN)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void shouldShowRedactionAndFenceInTheFiles() throws IOException {
        String secrets = Files.readString(GOLDEN.resolve(file(58)));
        String injection = Files.readString(GOLDEN.resolve(file(59)));

        assertThat(secrets).contains("[REDACTED:").doesNotContain("EXAMPLE-not-a-secret", "AKIAIOSFODNN7EXAMPLE");
        assertThat(injection)
                .startsWith("BEGIN ALERT 0000000000000000\n")
                .endsWith("\nEND ALERT 0000000000000000\n")
                .containsOnlyOnce("END ALERT 0");
    }
}
