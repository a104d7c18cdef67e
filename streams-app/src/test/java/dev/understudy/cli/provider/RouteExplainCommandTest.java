package dev.understudy.cli.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.testing.CommandRun;
import dev.understudy.testing.ExampleAlerts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

    private static final String ORDERS = """
            kafka: {bootstrap.servers: "localhost:1"}
            schema-registry: {url: "http://localhost:1"}
            providers:
              cloud: {dialect: openai, base-url: "http://localhost:1", model: m,
                      price: {input-per-million: 2, output-per-million: 2}}
              local: {dialect: openai, base-url: "http://localhost:1", model: m, larger-window: huge,
                      price: {input-per-million: 0.01, output-per-million: 0.2}}
              huge: {dialect: openai, base-url: "http://localhost:1", model: m, max-input-tokens: 100000}
            routes:
              - {when: {labels: {team: split}}, chain: [cloud, local], order: weighted, weights: {cloud: 80, local: 20}}
              - {when: {labels: {team: thrifty}}, chain: [cloud, local], order: cheapest}
              - {when: {labels: {team: hurried}}, chain: [cloud, local], order: fastest, storm: {chain: [local], queued: 200}}
              - {chain: [local, cloud]}
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
                        " | confined: no provider outside the chain",
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

    @Test
    void shouldSayInWhichOrderTheChainIsAskedAndWhatASlowerDayChanges() throws IOException {
        CommandRun run = explainOrders();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines().skip(1).map(line -> line.replaceAll(" {2,}", " | ")))
                .containsExactly(
                        "1 | Split | WARNING | route-1 | cloud > local (local too small: huge) | team=split",
                        " | weighted: cloud 80, local 20; who is first is drawn from the id of the request",
                        "2 | Thrifty | WARNING | route-2 | local > cloud (local too small: huge) | team=thrifty",
                        " | cheapest first: local 0.000112, cloud 0.003332 US dollars for about 1166 tokens and an "
                                + "answer of 500",
                        "3 | Hurried | WARNING | route-3 | cloud > local (local too small: huge) | team=hurried",
                        " | fastest first, by the latest answers at a running instance; here as listed",
                        " | storm: local when more than 200 requests wait",
                        "4 | Long | WARNING | route-4 | huge > local > cloud | nothing: it takes all",
                        " | too long for local: huge is asked before it");
    }

    @Test
    void shouldSayTheSameAsJson() throws IOException {
        CommandRun run = explainOrders("--json");

        ObjectMapper json = new ObjectMapper();
        List<JsonNode> found = new ArrayList<>();
        for (String line : run.out().lines().toList()) {
            found.add(json.readTree(line));
        }
        assertThat(found)
                .extracting(alert -> alert.path("order").textValue())
                .containsExactly("weighted", "cheapest", "fastest", "chain");
        assertThat(found.get(0))
                .isEqualTo(json.readTree("""
                {"line": 1, "alert": "Split", "severity": "WARNING", "route": "route-1", "order": "weighted",
                 "chain": ["cloud", "local"], "confined": false, "because": ["team=split"], "promptTokens": %s,
                 "weights": {"cloud": 80, "local": 20}}
                """.formatted(found.get(0).path("promptTokens"))));
        assertThat(found.get(1).path("expectedMicros").path("local").longValue())
                .isLessThan(found.get(1).path("expectedMicros").path("cloud").longValue());
        assertThat(found.get(2).path("storm")).isEqualTo(json.readTree("{\"queued\": 200, \"chain\": [\"local\"]}"));
        assertThat(found.get(3).path("tooSmall")).isEqualTo(json.readTree("{\"local\": \"huge\"}"));
    }

    @Test
    void shouldExplainEveryExampleAlert() throws IOException {
        Path config = Files.writeString(folder.resolve("understudy.yaml"), CONFIG);

        CommandRun run = CommandRun.here(
                Map.of(), "route", "explain", "--json", "--config", config.toString(), ExampleAlerts.FILE.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(62).allMatch(line -> line.contains("\"chain\":[\""));
    }

    private CommandRun explainOrders(String... options) throws IOException {
        Path config = Files.writeString(folder.resolve("orders.yaml"), ORDERS);
        Path alerts = Files.write(
                folder.resolve("alerts.jsonl"),
                List.of(
                        alert("Split", "warning", "split"),
                        alert("Thrifty", "warning", "thrifty"),
                        alert("Hurried", "warning", "hurried"),
                        alert("Long", "warning", "web").replace("\"s\"", '"' + "s".repeat(60_000) + '"')));
        return CommandRun.here(
                Map.of(),
                Stream.concat(
                                Stream.of("route", "explain", "--config", config.toString(), alerts.toString()),
                                Stream.of(options))
                        .toArray(String[]::new));
    }

    private CommandRun explain(String... lines) throws IOException {
        Path config = Files.writeString(folder.resolve("understudy.yaml"), CONFIG);
        Path alerts = Files.write(folder.resolve("alerts.jsonl"), List.of(lines));
        return CommandRun.here(Map.of(), "route", "explain", "--config", config.toString(), alerts.toString());
    }

    private static String alert(String name, String severity, String team) {
        return """
                {"fingerprint":"%s","name":"%s","status":"FIRING","severity":"%s","summary":"s","labels":{"team":"%s"}}\
                """.formatted(name, name, severity, team);
    }
}
