package dev.understudy.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.comparison.ReplayAnswers;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.serde.IncidentJson;
import dev.understudy.testing.AnswerDraft;
import dev.understudy.testing.CommandRun;
import dev.understudy.testing.ExampleAlerts;
import dev.understudy.testing.SampleAnswers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
    private static final String GOLDEN = "../examples/golden.yaml";

    @TempDir
    Path folder;

    private Path before;
    private Path after;

    @BeforeEach
    void writeAnswers() throws IOException {
        ReplayAnswers answers = SampleAnswers.worse();
        before = write("before.jsonl", answers.before());
        after = write("after.jsonl", answers.after());
    }

    @Test
    void shouldCompareTwoFilesAsATable() {
        CommandRun run = diff();

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith(before + " → " + after + ": 62 alerts, 11 answers changed")
                .containsPattern("(?m)^ {9}3  severity lowered$")
                .containsPattern("(?m)^by stand-in +0 +3 +\\+3$")
                .containsPattern("(?m)^ +CRITICAL +19 +2 +1 +\\. +\\. +\\.$")
                .containsPattern("(?s)PostgresqlDown, fingerprint 5537388fe173e2c0, request request-11\\R"
                        + "  severity lowered, asks something else of people, other words\\R"
                        + "  before: CRITICAL, ACTION_REQUIRED, .*\\R  after:  WARNING, ACTION_SUGGESTED, ");
    }

    @Test
    void shouldGiveTheSameAsJson() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(diff("--format", "json", "--golden", GOLDEN).out());

        assertThat(json.path("goodEnough").asBoolean()).isTrue();
        assertThat(json.at("/counts/severity-lowered").asInt()).isEqualTo(3);
        assertThat(json.at("/severities/CRITICAL/WARNING").asInt()).isEqualTo(1);
        assertThat(json.at("/after/providers/stand-in").asInt()).isEqualTo(3);
        assertThat(json.at("/after/totalMillis/p95").asLong())
                .isGreaterThan(json.at("/before/totalMillis/p95").asLong());
        assertThat(json.path("changed")).hasSize(11);
        assertThat(json.at("/changed/0/changes/0").asText()).isEqualTo("severity-lowered");
        assertThat(json.at("/changed/0/before/severity").asText()).isEqualTo("CRITICAL");
        assertThat(json.at("/changed/0/texts/0/name").asText()).isEqualTo("Summary");
        assertThat(json.at("/golden/percent").asDouble()).isBetween(99.0, 99.9);
        assertThat(json.at("/golden/answers/0/faults/0/kind").asText()).isEqualTo("WRONG_SEVERITY");
    }

    @Test
    void shouldEndWith1WhenAConditionHolds() {
        CommandRun run = diff("--fail-on", "severity-lowered,missing,degraded");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out().lines().filter(line -> line.startsWith("Not good enough")))
                .containsExactly("Not good enough: severity-lowered: 3 alerts", "Not good enough: degraded: 2 alerts");
        assertThat(diff("--fail-on", "missing,cost-higher:50").exitCode()).isZero();
    }

    @Test
    void shouldScoreAgainstAGoldenSet() {
        CommandRun run = diff("--golden", GOLDEN, "--fail-on", "golden");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "golden set: 99.2%, 509 of 513 expectations met",
                        "  wrong severity: WARNING, expected CRITICAL",
                        "  invented link: https://wiki.example.net/sso/login-failures",
                        "Not good enough: golden: the score is 99.2%, expected are 100.0%");
        assertThat(diff("--golden", GOLDEN, "--fail-on", "golden:99").exitCode())
                .isZero();
    }

    @Test
    void shouldWriteThePage() throws IOException {
        Path page = folder.resolve("diff.html");

        assertThat(diff("--html", page.toString()).exitCode()).isZero();
        assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").contains("of 62 answers changed");
    }

    @Test
    void shouldRefuseWrongOptionsBeforeItReadsAnything() {
        assertUsage("--fail-on", "severty-lowered", "'severty-lowered' is no condition; known are severity-lowered,");
        assertUsage("--fail-on", "golden", "--fail-on golden needs --golden FILE");
        assertUsage("--golden", "nowhere.yaml", "nowhere.yaml: does not exist");
        assertUsage("--html", folder.resolve("no/such/diff.html").toString(), "cannot be written; name a file in a");
        assertUsage("--format", "xml", "xml");
    }

    private void assertUsage(String option, String value, String message) {
        CommandRun run = CommandRun.here(Map.of(), "diff", "nowhere.jsonl", "nowhere.jsonl", option, value);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void shouldNameTheLineThatIsNoAnswer() throws IOException {
        Path broken = folder.resolve("broken.jsonl");
        Files.writeString(broken, Files.readString(before) + "\n{\"requestId\": 3}\n");

        CommandRun run = CommandRun.here(Map.of(), "diff", before.toString(), broken.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("broken.jsonl:64: is no enriched incident: /requestId is no text; expected a line of"
                        + " understudy tail --json");
    }

    @Test
    void shouldTakeTheLastWordOfEachRequestInAFile() throws IOException {
        AnswerDraft draft = AnswerDraft.of("request", ExampleAlerts.all().get(0));
        EnrichedIncident good = draft.incident();
        EnrichedIncident first = draft.revision(0).severity(Severity.LOW).incident();

        CommandRun run = CommandRun.here(
                Map.of(),
                "diff",
                write("one.jsonl", List.of(good)).toString(),
                write("two.jsonl", List.of(first, good, first)).toString());

        assertThat(run.out()).contains("1 alert, 0 answers changed");
    }

    private CommandRun diff(String... options) {
        List<String> arguments = new ArrayList<>(List.of("diff", before.toString(), after.toString()));
        arguments.addAll(List.of(options));
        return CommandRun.here(Map.of(), arguments.toArray(String[]::new));
    }

    private Path write(String name, List<EnrichedIncident> answers) throws IOException {
        return Files.write(
                folder.resolve(name), answers.stream().map(IncidentJson::of).toList());
    }
}
