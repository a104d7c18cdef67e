package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.settings.ConfigLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Commands and configurations that the pages and the help show are understood; nothing is executed. */
class ReadmeTest {
    private static final Path HOME = Path.of("..");

    /** A fenced block: its language and its text. */
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(\\w*)\\n(.*?)^ *```$");
    /** Code within a sentence, which may go over the end of a line. */
    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
    /** A command up to a comment, a pipe, a redirection, the end of a substitution, or the explanation beside it. */
    private static final Pattern COMMAND =
            Pattern.compile("(?m)(?<![\\w./-])(?:\\./)?understudy ((?:(?! {2}| *[#|>)]).)+)");

    @ParameterizedTest
    @MethodSource("shown")
    void shouldUnderstandTheCommandThatAPageShows(String command) {
        assertThatCode(() -> parse(command)).as(command).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("named")
    void shouldKnowTheCommandThatASentenceNames(String command) {
        try {
            parse(command);
        } catch (CommandLine.MissingParameterException e) {
            // A sentence may name a command without its arguments.
            assertThat(e.getCommandLine().getCommandSpec().qualifiedName()).isEqualTo("understudy " + command);
        }
    }

    @ParameterizedTest
    @MethodSource("helped")
    void shouldUnderstandTheCommandThatTheHelpShows(String command) {
        assertThatCode(() -> parse(command)).as(command).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void shouldLoadTheConfigurationThatAPageShows(String yaml) {
        assertThatCode(() -> new ConfigLoader(Map.of("OPENAI_API_KEY", "sk-1")).parse(yaml, "page", HOME))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldCutACommandOutOfItsLine() {
        assertThat(commands("""
                A=1 ./understudy run --roles gateway   # in front
                source <(understudy completion bash)
                amtool alert query | understudy publish - > log
                """)).containsExactly("run --roles gateway", "completion bash", "publish -");
        assertThatThrownBy(() -> parse("tail --sevrity critical")).hasMessageContaining("--sevrity");
    }

    static Stream<String> shown() {
        return pages().flatMap(
                        page -> blocks(page).filter(block -> !block.group(1).equals("yaml")))
                .flatMap(block -> commands(block.group(2).replaceAll("\\\\\\n *", "")))
                .distinct();
    }

    static Stream<String> named() {
        return pages().map(page -> BLOCK.matcher(page).replaceAll(""))
                .flatMap(prose -> SPAN.matcher(prose).results())
                .flatMap(span -> commands(span.group(1).replaceAll("\\s+", " ")))
                .distinct();
    }

    static Stream<String> helped() {
        return tree(UnderstudyCommandTest.line())
                .flatMap(command ->
                        Arrays.stream(command.getCommandSpec().usageMessage().footer()))
                .filter(text -> text.startsWith("  "))
                .flatMap(ReadmeTest::commands)
                .distinct();
    }

    static Stream<String> configurations() {
        return pages().flatMap(ReadmeTest::blocks)
                .filter(block -> block.group(1).equals("yaml"))
                .map(block -> block.group(2))
                .filter(yaml -> yaml.contains("kafka:"));
    }

    private static Stream<CommandLine> tree(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(ReadmeTest::tree));
    }

    private static Stream<MatchResult> blocks(String page) {
        return BLOCK.matcher(page).results();
    }

    private static Stream<String> commands(String text) {
        return COMMAND.matcher(text).results().map(match -> match.group(1));
    }

    private static Stream<String> pages() {
        try (Stream<Path> docs = Files.walk(HOME.resolve("docs"))) {
            return Stream.concat(
                    Stream.of("README.md", "CONTRIBUTING.md", "schemas/README.md")
                            .map(HOME::resolve),
                    docs.filter(path -> path.toString().endsWith(".md"))
                            .filter(path -> !path.toString().contains("node_modules"))
                            .sorted())
                    .map(ReadmeTest::read)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void parse(String command) {
        UnderstudyCommandTest.line().parseArgs(command.split(" "));
    }
}
