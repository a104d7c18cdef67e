package dev.understudy.scenarios;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.testing.CommandRun;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TwoProviders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample alerts, answered by a script and by the same with a worse lead: the diff names what changed, and no more. */
@Tag("guarantees")
class ScriptedReplayIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path ALERTS = Path.of("../examples/alerts.jsonl");
    private static final String WORSE = """
            rules:
              - {provider: lead, when: {name: Kube.*, severity: [WARNING]}, answer: {severity: INFO}}
              - {provider: lead, when: {name: Kube.*, severity: [CRITICAL]}, fault: SERVER_ERROR}
            """;

    @Test
    void shouldNameExactlyTheAnswersThatAWorseProviderChanged(@TempDir Path folder) throws IOException {
        Path before = folder.resolve("before.jsonl");
        Path after = folder.resolve("after.jsonl");
        Path script = Files.writeString(folder.resolve("worse.yaml"), WORSE);
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED)) {
            Installation installation = Installation.create(sandbox, folder, 2, TwoProviders.SETTINGS);
            assertEnds(0, installation, "schemas", "register");
            assertEnds(0, installation, "publish", ALERTS.toString());

            replay(installation, before);
            replay(installation, after, "--script", script.toString());
            assertThat(sandbox.providers())
                    .as("a script needs no network")
                    .allSatisfy(provider -> assertThat(provider.calls()).isZero());
        }

        Set<String> lowered = about(before, "WARNING");
        Set<String> failedOver = about(before, "CRITICAL");
        assertThat(lowered).hasSizeGreaterThan(1);
        assertThat(failedOver).hasSizeGreaterThan(1);
        CommandRun diff = run("diff", before.toString(), after.toString(), "--format", "json");
        assertThat(diff.exitCode()).as(diff.err()).isZero();
        JsonNode report = JSON.readTree(diff.out());
        assertThat(changed(report, pair -> true))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(lowered, failedOver).flatMap(Set::stream).toList());
        assertThat(changed(report, pair -> pair.path("changes").toString().contains("\"severity-lowered\"")))
                .containsExactlyInAnyOrderElementsOf(lowered);
        assertThat(changed(report, pair -> pair.path("changes").toString().contains("\"provider\"")))
                .containsExactlyInAnyOrderElementsOf(failedOver);
        assertThat(run("diff", before.toString(), after.toString(), "--fail-on", "severity-lowered")
                        .exitCode())
                .isEqualTo(1);
    }

    private static void replay(Installation installation, Path out, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("replay", "--from", "1h", "--providers", "scripted", "--out", out.toString()));
        arguments.addAll(List.of(more));
        assertEnds(0, installation, arguments.toArray(String[]::new));
    }

    private static void assertEnds(int exitCode, Installation installation, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", installation.file("one", 0).toString()));
        CommandRun run = run(all.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(exitCode);
    }

    private static CommandRun run(String... arguments) {
        return CommandRun.here(Map.of(), arguments);
    }

    /** Requests about alerts of Kubernetes with this severity, which were answered by the lead. */
    private static Set<String> about(Path answers, String severity) throws IOException {
        try (Stream<String> lines = Files.lines(answers)) {
            return lines.map(ScriptedReplayIT::read)
                    .filter(answer -> answer.at("/alert/name").asText().startsWith("Kube"))
                    .filter(answer -> answer.at("/alert/severity").asText().equals(severity))
                    .map(answer -> answer.path("requestId").asText())
                    .collect(toSet());
        }
    }

    private static Set<String> changed(JsonNode report, Predicate<JsonNode> which) {
        return StreamSupport.stream(report.path("changed").spliterator(), false)
                .filter(which)
                .map(pair -> pair.path("requestId").asText())
                .collect(toSet());
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new IllegalStateException(line, e);
        }
    }
}
