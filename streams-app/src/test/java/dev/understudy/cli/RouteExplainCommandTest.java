package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.testing.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteExplainCommandTest {
    private static final String CONFIG = """
            kafka: {bootstrap.servers: "localhost:1"}
            schema-registry: {url: "http://localhost:1"}
            providers:
              cloud: {dialect: openai, base-url: "http://localhost:1", model: m}
              local: {dialect: openai, base-url: "http://localhost:1", model: m, larger-window: huge}
              huge: {dialect: openai, base-url: "http://localhost:1", model: m, max-input-tokens: 100000}
            routes:
              - {name: private, when: {labels: {team: payments}}, chain: [local], confined: true}
              - {name: urgent, when: {severity: [critical], source: [native]}, chain: [cloud, local]}
              - {name: rest, chain: [local, cloud]}
            """;

    @TempDir
    Path folder;

    @Test
    void shouldSayForEachAlertWhichChainItGetsAndWhy() throws IOException {
        CommandRun run = explain(
                alert("Paid", "critical", "payments"),
                alert("Burns", "critical", "web"),
                alert("Slow", "warning", "web"));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines().skip(1).map(line -> line.replaceAll(" {2,}", " | ")))
                .containsExactly(
                        "1 | Paid | CRITICAL | private | local | team=payments",
                        "2 | Burns | CRITICAL | urgent | cloud > local (local too small: huge) | severity critical, source native",
                        "3 | Slow | WARNING | rest | local > cloud (local too small: huge) | nothing: it takes all");
    }

    @Test
    void shouldSayWhichLineIsNoAlertAndEndWithOne() throws IOException {
        CommandRun run = explain(alert("Slow", "warning", "web"), "[1, 2");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("Slow");
        assertThat(run.err()).contains("understudy: line 2 refused: ");
    }

    private CommandRun explain(String... lines) throws IOException {
        Path config = Files.writeString(folder.resolve("understudy.yaml"), CONFIG);
        Path alerts = Files.write(folder.resolve("alerts.jsonl"), java.util.List.of(lines));
        return CommandRun.here(Map.of(), "route", "explain", "--config", config.toString(), alerts.toString());
    }

    private static String alert(String name, String severity, String team) {
        return """
                {"fingerprint":"%s","name":"%s","status":"FIRING","severity":"%s","summary":"s","labels":{"team":"%s"}}\
                """.formatted(name, name, severity, team);
    }
}
