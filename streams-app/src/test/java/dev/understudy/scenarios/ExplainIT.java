package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Role;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.CommandRun;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import dev.understudy.testing.TwoProviders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of an alert that was parked twice, degraded, released by a drain and upgraded, as the commands tell it. */
class ExplainIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SETTINGS = TwoProviders.SETTINGS
            .replace("deadline: 5s", "deadline: 20s")
            .replace(
                    "retry: {initial: 1s, max: 3s}", "retry: {initial: 2s, max: 1m, multiplier: 10, jitter-percent: 0}")
            .replace("timeout: 4s", "timeout: 4s, price: {input-per-million: 2.50, output-per-million: 10}");

    @Test
    @SuppressWarnings("try") // it only has to run
    void shouldTellTheWholeStoryAndDrainWhatWaits(@TempDir Path folder) throws Exception {
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED)) {
            Installation installation = Installation.create(sandbox, folder, 4, SETTINGS);
            try (Understudy understudy = installation.start(Role.ENRICHER, Role.FALLBACK);
                    AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config())) {
                List<String> well = load.send("well-", 5, 0);
                watch.await(PATIENCE, seen -> seen.answered(1).containsAll(well));
                sandbox.provider("lead").fail(Fault.SERVER_ERROR);
                sandbox.provider("stand-in").fail(Fault.UNAVAILABLE);
                String request = load.send("told-", 1, 0).get(0);
                watch.await(PATIENCE, seen -> seen.parked("stand-in").size() == 2);
                EnrichmentRequest parked = watch.parked("stand-in").get(1);
                sandbox.provider("lead").heal();
                sandbox.provider("stand-in").heal();

                CommandRun drain = run(installation, "parked", "drain", "--provider", "lead");

                assertThat(drain.exitCode()).as(drain.err()).isZero();
                assertThat(drain.out())
                        .isEqualToNormalizingNewlines("released 1: 1 answered, 0 tried and not answered yet\n");
                watch.await(PATIENCE, seen -> seen.answered(1).contains(request));
                EnrichedIncident last = watch.answers().get(watch.answers().size() - 1);
                Duration early = Duration.between(
                        last.provenance().producedAt(), parked.parking().notBefore());
                System.out.printf(
                        "a request that was to wait 20 s was answered %d ms before its time after parked drain%n",
                        early.toMillis());
                assertThat(early).isGreaterThan(Duration.ofSeconds(1));
                assertThat(run(installation, "parked", "drain").out()).startsWith("nothing waits");

                assertStory(run(installation, "explain", "told-0"));
                assertThat(run(installation, "explain", "nobody").exitCode()).isEqualTo(1);
                assertTail(installation);
                assertThat(watch.duplicates()).isEmpty();
            }
        }
    }

    private static void assertStory(CommandRun explain) {
        System.out.println(explain.out());
        assertThat(explain.exitCode()).as(explain.err()).isZero();
        List<String> lines = explain.out().lines().toList();
        assertThat(lines).hasSizeLessThan(30);
        assertThat(lines.get(0)).isEqualTo("WARNING  Load, told-0");
        assertThat(explain.out())
                .containsSubsequence(
                        "chain     lead > stand-in (route default: it takes all)",
                        "now       answered by ",
                        "came in: incidents-",
                        "lead failed: SERVER_ERROR after ",
                        "HTTP 500",
                        "handed to the fallback consumer, for the next provider at once",
                        "stand-in failed: ",
                        "revision 0 DEGRADED [PROVIDERS_FAILED, RULE_BASED]: ",
                        "parked 2.0 s, until ",
                        "every provider of the chain failed",
                        "lead failed: SERVER_ERROR after ",
                        "stand-in failed: ",
                        "parked 20.0 s, until ",
                        " answered after ",
                        "$0.00",
                        "revision 1 COMPLETE by ",
                        "changed: ",
                        "title \"",
                        "in all    5 calls, 4 of them failed, 0 refused",
                        "waited ");
        Matcher waited = Pattern.compile("waited (\\d+\\.\\d) s in 2 pauses").matcher(explain.out());
        assertThat(waited.find()).as(explain.out()).isTrue();
        assertThat(Double.parseDouble(waited.group(1)))
                .as("2 s, and less than the 20 s that the drain ended")
                .isBetween(2.0, 21.0);
    }

    /** The reader is gone before the first line is written, as behind a head that has seen enough. */
    private static void assertTail(Installation installation) throws IOException, InterruptedException {
        String config = installation.file("one", 0).toString();
        assertThat(tail(installation, "--degraded", "--fingerprint", "told-0", "--since", "1h"))
                .contains("revision 0")
                .doesNotContain("revision 1", "\u001b");
        assertThat(tail(installation, "--severity", "critical")).isEmpty();
        assertThat(tail(installation, "--provider", "lead,stand-in", "--outcome", "complete"))
                .contains("revision 1")
                .doesNotContain("revision 0");

        Path errors = installation.folder().resolve("tail.err");
        Process tail = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dlogback.configurationFile=logback.xml",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.understudy.cli.Main",
                        "tail",
                        "--follow",
                        "-c",
                        config)
                .redirectError(errors.toFile())
                .start();
        try {
            tail.getInputStream().close();
            assertThat(tail.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
            assertThat(tail.exitValue()).isZero();
            assertThat(Files.readString(errors)).isEmpty();
        } finally {
            tail.destroyForcibly();
        }
    }

    private static String tail(Installation installation, String... options) {
        List<String> all = new ArrayList<>(List.of("tail"));
        all.addAll(List.of(options));
        CommandRun tail = run(installation, all.toArray(String[]::new));
        assertThat(tail.exitCode()).as(tail.err()).isZero();
        return tail.out();
    }

    private static CommandRun run(Installation installation, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--config");
        all.add(installation.file("one", 0).toString());
        return CommandRun.here(Map.of(), all.toArray(String[]::new));
    }
}
