package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.understudy.runtime.settings.ConfigLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Commands and configurations that the pages and the help show are understood; nothing is executed. */
class ReadmeTest {
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    /** Where a link or an image leads: a file, an anchor in it. */
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");
    /** Code within a sentence, which may go over the end of a line. */
    private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
    /** A command up to a comment, a pipe, a redirection, the end of a substitution, or the explanation beside it. */
    private static final Pattern COMMAND =
            Pattern.compile("(?m)(?<![\\w./-])(?:\\./)?understudy ((?:(?! {2}| *[#|>)]).)+)");

    /** What stands before a command that is run in a container. */
    private static final Pattern IN_A_CONTAINER = Pattern.compile("(?m)^docker compose exec \\S+ ");
    /** Commands of others, in which our name is that of an image, a namespace or a user. */
    private static final Pattern FOREIGN = Pattern.compile("(?m)^(?:docker|kubectl|deploy/)\\S* .*$");

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
        assertThatCode(() -> new ConfigLoader(Map.of("OPENAI_API_KEY", "sk-1")).parse(yaml, "page", PageBlock.HOME))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldKnowEveryMark() {
        assertThat(PageBlock.all()).allSatisfy(block -> assertThat(block.knownMark())
                .as(
                        "%s is marked '%s'; expected nothing, %s or needs= and some of %s",
                        block, block.mark(), PageBlock.STAYS, PageBlock.NEEDS)
                .isTrue());
        assertThat(PageBlock.of(
                        "page", "a\n```sh needs=docker,keys\nb\n```\n```sh needs=luck\n```\n```yaml stays\n```"))
                .extracting(PageBlock::line, PageBlock::needs, PageBlock::knownMark)
                .containsExactly(
                        tuple(2L, List.of("docker", "keys"), true),
                        tuple(5L, List.of("luck"), false),
                        tuple(7L, List.of(), false));
    }

    @ParameterizedTest
    @MethodSource("links")
    void shouldLeadSomewhere(Link link) {
        Path target = link.from().getParent().resolve(link.file()).normalize();
        if (link.file().isEmpty()) {
            target = link.from();
        }

        assertThat(target).as("%s links to %s", link.from(), link.file()).exists();
        if (!link.anchor().isEmpty()) {
            assertThat(anchors(PageBlock.read(target)))
                    .as("%s links to %s#%s", link.from(), link.file(), link.anchor())
                    .contains(link.anchor());
        }
    }

    @Test
    void shouldCutACommandOutOfItsLine() {
        assertThat(commands("""
                A=1 ./understudy run --roles gateway   # in front
                source <(understudy completion bash)
                amtool alert query | understudy publish - > log
                docker compose exec understudy understudy tail
                kubectl -n understudy apply -f secret.yaml
                """)).containsExactly("run --roles gateway", "completion bash", "publish -", "tail");
        assertThatThrownBy(() -> parse("tail --sevrity critical")).hasMessageContaining("--sevrity");
    }

    static Stream<String> shown() {
        return PageBlock.all().stream()
                .filter(block -> !block.language().equals("yaml"))
                .flatMap(block -> commands(block.text().replaceAll("\\\\\\n *", "")))
                .distinct();
    }

    static Stream<String> named() {
        return PageBlock.pages().stream()
                .map(page -> PageBlock.prose(PageBlock.read(page)))
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

    /** A link to a file of the checkout, or within a page. */
    record Link(Path from, String file, String anchor) {}

    static Stream<Link> links() {
        return PageBlock.pages().stream()
                .flatMap(page -> LINK.matcher(PageBlock.prose(PageBlock.read(page)))
                        .results()
                        .map(link -> new Link(page, link.group(1), link.group(2) == null ? "" : link.group(2))))
                .filter(link -> !link.file().contains(":"))
                .distinct();
    }

    /** Those of the headings, as GitHub makes them. */
    private static List<String> anchors(String page) {
        return HEADING.matcher(PageBlock.prose(page))
                .results()
                .map(heading -> heading.group(1)
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    static Stream<String> configurations() {
        return PageBlock.all().stream()
                .filter(block -> block.language().equals("yaml"))
                .map(PageBlock::text)
                .filter(yaml -> yaml.contains("kafka:"));
    }

    private static Stream<CommandLine> tree(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(ReadmeTest::tree));
    }

    private static Stream<String> commands(String text) {
        String ours =
                FOREIGN.matcher(IN_A_CONTAINER.matcher(text).replaceAll("")).replaceAll("");
        return COMMAND.matcher(ours).results().map(match -> match.group(1));
    }

    private static void parse(String command) {
        UnderstudyCommandTest.line().parseArgs(command.split(" "));
    }
}
