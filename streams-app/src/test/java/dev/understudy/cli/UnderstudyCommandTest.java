package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.kafka.StartupException;
import dev.understudy.source.JsonAlerts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class UnderstudyCommandTest {
    private static final String CONFIG = """
            kafka: {bootstrap.servers: localhost:1}
            schema-registry: {url: http://localhost:1}
            providers: {openai: {dialect: openai, base-url: http://localhost:1, model: m, api-key: "${KEY:-sk-1}"}}
            """;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldPrintHelpWithoutArguments() {
        assertThat(execute()).isEqualTo(0);
        assertThat(out.toString())
                .contains("Usage: understudy", "Exit codes:", "understudy sandbox", "understudy demo");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldShowAnExampleInTheHelpOfEachCommand(String command) {
        String[] words = (command + " --help").split(" ");
        assertThat(execute(words)).isEqualTo(0);
        assertThat(out.toString()).containsPattern("(?s)Examples?:\\R.*understudy " + command);
    }

    static Stream<String> commands() {
        return below(line())
                .map(CommandLine::getCommandSpec)
                // The others have their help from the script.
                .filter(CommandSpec::mixinStandardHelpOptions)
                .map(spec -> spec.qualifiedName().substring("understudy ".length()));
    }

    private static Stream<CommandLine> below(CommandLine command) {
        return command.getSubcommands().values().stream().flatMap(sub -> Stream.concat(Stream.of(sub), below(sub)));
    }

    @Test
    void shouldSendToTheScriptForTheSandbox() {
        assertThat(execute("sandbox", "--latency", "1s")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("understudy: sandbox: is not part of this jar; start it with the script "
                        + "./understudy sandbox" + System.lineSeparator());
    }

    @Test
    void shouldPrintTheVersion() {
        assertThat(execute("--version")).isEqualTo(0);
        assertThat(out.toString()).startsWith("understudy 0.").contains("Java ");
    }

    @Test
    void shouldEndWith2ForWrongArguments() {
        assertThat(execute("publis", "x")).isEqualTo(2);
        assertThat(err.toString()).startsWith("understudy: Unmatched arguments").contains("understudy publish");
        assertThat(execute("publish")).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required parameter: 'FILE'", "understudy publish --help");
    }

    @Test
    void shouldPrintWhatIsInForce() throws IOException {
        assertThat(execute("config", "validate", "--config", file(CONFIG))).isEqualTo(0);
        assertThat(out.toString()).contains("api-key: '****'", "deadline: 30s");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldEndWith2AndOneLineForAWrongConfiguration() throws IOException {
        assertThat(execute("config", "validate", "-c", file(CONFIG + "deadline: soon\n")))
                .isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("understudy: deadline: must be a duration, such as 250ms, 15s, 5m or 24h, but is \"soon\" "
                        + "(understudy.yaml:4)" + System.lineSeparator());
    }

    @Test
    void shouldPrintWarnings() throws IOException {
        assertThat(execute("config", "validate", "-c", file(CONFIG + "deadline: 5s\n")))
                .isEqualTo(0);
        assertThat(err.toString())
                .startsWith("understudy: warning: providers.openai.timeout: 15s is longer than deadline (5s)");
    }

    @Test
    void shouldNotGuessAConfigurationForRun() {
        assertThat(execute("run")).isEqualTo(2);
        assertThat(err.toString()).startsWith("understudy: --config: is missing, and there is neither");
    }

    @Test
    void shouldEndWith2ForAnUnknownRole() throws IOException {
        assertThat(execute("run", "-c", file(CONFIG), "--roles", "juggler")).isEqualTo(2);
        assertThat(err.toString()).contains("juggler");
    }

    @Test
    void shouldEndWith2ForARangeThatEndsBeforeItBegins() throws IOException {
        assertThat(execute("audit", "-c", file(CONFIG), "--since", "1h", "--until", "2h"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--since", "must be before --until");
        assertThat(execute("audit", "-c", file(CONFIG), "--since", "yesterday")).isEqualTo(2);
        assertThat(err.toString()).contains("'yesterday' is no moment");
    }

    @Test
    void shouldEndWith2ForAReplayThatCannotBeMeant() throws IOException {
        String config = file(CONFIG);
        assertThat(execute("replay", "-c", config)).isEqualTo(2);
        assertThat(err.toString()).contains("'--from=TIME'");
        assertThat(execute("replay", "-c", config, "--from", "1h", "--to", "2h"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--from", "must be before --to");
        assertThat(execute("replay", "-c", config, "--from", "1h", "--run", "incidents.enriched"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--run must consist of a-z, 0-9 and -");
        assertThat(execute("replay", "-c", config, "--from", "1h", "--only", "some"))
                .isEqualTo(2);
        assertThat(execute("replay", "-c", config, "--from", "1h", "--providers", "real", "--script", "x"))
                .isEqualTo(2);
        assertThat(execute("replay", "clean", "-c", config)).isEqualTo(2);
        assertThat(execute("replay", "clean", "-c", config, "--run", "../state"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("'../state' is no name of a run");
    }

    @Test
    void shouldEndWith2ForAFileThatIsNotThere() throws IOException {
        assertThat(execute("publish", "-c", file(CONFIG), "gone.jsonl")).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("understudy: gone.jsonl: cannot be read; name a file of JSON lines, or - for the standard "
                        + "input" + System.lineSeparator());
    }

    @Test
    void shouldShowWhatItWouldPublishWithoutAnyBroker() throws IOException {
        Path alerts = Files.writeString(folder.resolve("body.json"), """
                {"version": "4", "status": "firing", "alerts": [
                  {"status": "firing", "labels": {"alertname": "A", "severity": "critical"}, "fingerprint": "00ff"},
                  {"labels": 7}
                ]}
                """);

        assertThat(execute("publish", "--dry-run", alerts.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains("1       00ff                      A                                 FIRING    CRITICAL")
                .contains("would send 1 to incidents, refuse 1");
        assertThat(err.toString()).startsWith("understudy: line 1 refused: WRONG_SHAPE: ");
    }

    @Test
    void shouldEndWith2ForOptionsOfPublishThatDoNotGoTogether() {
        assertThat(execute("publish", "--repeat", "2", "-")).isEqualTo(2);
        assertThat(err.toString()).contains("--repeat needs a file");
        assertThat(execute("publish", "--json", "--fresh", "alerts.jsonl")).isEqualTo(2);
        assertThat(err.toString()).contains("--fresh changes alerts");
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("understudy.yaml"), text).toString();
    }

    private int execute(String... arguments) {
        CommandLine line = line();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    /** All commands, where nothing starts. */
    static CommandLine line() {
        return UnderstudyCommand.create(new UnderstudyCommand.Parts(
                context -> {
                    throw new StartupException("not in this test");
                },
                new JsonAlerts(Clock.systemUTC()),
                Map.of()));
    }
}
