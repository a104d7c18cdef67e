package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Topics;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.testing.CommandRun;
import dev.understudy.testing.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that cannot be says in one line what is wrong, where, and what to do. */
class StartupRefusalIT {
    private static final String NOWHERE = "localhost:1";

    @TempDir
    private static Path home;

    private static Sandbox sandbox;
    private static Installation installation;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start();
        installation = Installation.create(sandbox, home, 2, PipelineIT.ONE_PROVIDER);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void shouldRefuseAMissingSetting() {
        CommandRun run = run("gpt-5-mini", "\"\"");

        assertRefusal(run, 2, "providers.openai.model", "the name of a model");
    }

    @Test
    void shouldRefuseAWrongSetting() {
        CommandRun run = run("start-from: earliest", "start-form: earliest");

        assertRefusal(run, 2, "start-form", "start-from");
    }

    @Test
    void shouldRefuseAnApiKeyWhoseVariableIsNotSet() {
        CommandRun run = run("sandbox-key", "\"${OPENAI_API_KEY}\"");

        assertRefusal(run, 2, "providers.openai.api-key", "environment variable OPENAI_API_KEY", "export it");
    }

    @Test
    void shouldRefuseATemplateThatIsNotThere() {
        CommandRun run = run("model: gpt-5-mini", "model: gpt-5-mini, prompt: gone.txt");

        assertRefusal(run, 2, "providers.openai.prompt", "gone.txt, which does not exist", "create it");
    }

    @Test
    void shouldRefuseARegistryThatIsNotReachable() {
        CommandRun run = run(sandbox.registry().url(), "http://" + NOWHERE);

        assertRefusal(run, 1, "http://" + NOWHERE, "cannot be reached", "check schema-registry.url");
    }

    @Test
    void shouldRefuseATopicThatIsMissing() {
        CommandRun run = run("  openai:", "  another:");

        assertRefusal(
                run,
                1,
                "topics: incidents.retry.another is missing",
                sandbox.bootstrapServers(),
                "understudy topics create");
    }

    @Test
    void shouldRefuseABudgetWithoutATopicForItsLeases() {
        CommandRun run = run(
                "dialect: openai",
                "dialect: openai, price: {input-per-million: 1, output-per-million: 1}, budget: {usd-per-day: 5}");

        assertRefusal(run, 1, "topics: incidents.budgets is missing", "understudy topics create");
    }

    @Test
    void shouldRefuseAnswersAsJsonWithoutATopicForThem() {
        CommandRun run = run("providers:", "output: {json: true}\nproviders:");

        assertRefusal(run, 1, "topics: incidents.enriched.json is missing", "understudy topics create");
    }

    @Test
    void shouldRefuseAPartitionCountThatDiffers() throws Exception {
        try (Sandbox other = Sandbox.start();
                Admin admin = other.broker().admin()) {
            Installation uneven = Installation.create(other, folder, 2, PipelineIT.ONE_PROVIDER);
            admin.createPartitions(Map.of(Topics.ENRICHED, NewPartitions.increaseTo(3)))
                    .all()
                    .get();

            CommandRun run = CommandRun.here(
                    Map.of(),
                    "run",
                    "--roles",
                    "enricher",
                    "--config",
                    uneven.file("one", 0).toString());

            assertRefusal(
                    run, 1, "partition counts differ", Topics.ENRICHED + " 3", Topics.INCIDENTS + " 2", "--alter");
        }
    }

    @Test
    void shouldSayNothingButOneLineWhenTheBrokerIsNotReachable() throws IOException {
        CommandRun run = CommandRun.apart(
                folder,
                Duration.ofSeconds(60),
                "run",
                "--config",
                changed(sandbox.bootstrapServers(), NOWHERE).toString());

        assertRefusal(run, 1, "kafka.bootstrap.servers", NOWHERE, "start it, or mend the address");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void shouldTellTheWholeStoryWhenAskedTo() throws IOException {
        CommandRun run = CommandRun.apart(
                folder,
                Duration.ofSeconds(60),
                "run",
                "--verbose",
                "--roles",
                "enricher",
                "--config",
                changed(sandbox.registry().url(), "http://" + NOWHERE).toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("\tat dev.understudy.", "understudy: The schema registry at");
    }

    private CommandRun run(String before, String after) {
        return CommandRun.here(
                Map.of(),
                "run",
                "--roles",
                "enricher",
                "--config",
                changed(before, after).toString());
    }

    /** The configuration of a sound installation with one thing wrong. */
    private Path changed(String before, String after) {
        try {
            String sound = Files.readString(installation.file("one", 0));
            assertThat(sound).contains(before);
            return Files.writeString(folder.resolve("understudy.yaml"), sound.replace(before, after));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void assertRefusal(CommandRun run, int exitCode, String... says) {
        List<String> lines = run.err().lines().toList();
        assertThat(lines).as(run.err()).hasSize(1);
        assertThat(lines.get(0)).startsWith("understudy: ").contains(says);
        assertThat(run.exitCode()).isEqualTo(exitCode);
    }
}
