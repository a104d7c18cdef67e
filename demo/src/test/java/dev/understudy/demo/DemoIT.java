package dev.understudy.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole show, shortened; and one in which the product is stopped, which must not look like success. */
class DemoIT {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void shouldLoseNothingAndUpgradeWhatWasDegraded(@TempDir Path folder) throws IOException {
        Path report = folder.resolve("report.json");

        int code = run(Show.Cue.NONE, "--seconds", "2", "--rate", "25", "--report", report.toString());

        assertThat(code).as(text()).isZero();
        assertThat(text()).contains("lost 0, duplicates 0").contains("Act 4").doesNotContain("\u001b");
        JsonNode figures = new ObjectMapper().readTree(report.toFile());
        assertThat(figures.at("/lost").intValue()).isZero();
        assertThat(figures.at("/duplicates").intValue()).isZero();
        assertThat(figures.at("/degraded").intValue()).isPositive();
        assertThat(figures.at("/upgraded")).isEqualTo(figures.at("/degraded"));
        assertThat(figures.at("/byProvider").size()).isGreaterThanOrEqualTo(2);
        assertThat(figures.at("/failoverMillis/samples").intValue()).isPositive();
    }

    @Test
    void shouldAccountForAlertsOfEveryKind(@TempDir Path folder) throws IOException {
        String element = "{\"status\":\"%s\",\"labels\":{\"alertname\":\"%s\"},\"startsAt\":\"2026-03-14T01:52:00Z\"}";
        Path alerts = folder.resolve("alerts.jsonl");
        Files.write(
                alerts,
                List.of(
                        "{\"name\":\"HeartbeatMissing\",\"labels\":{\"host\":\"web-9\"}}",
                        element.formatted("firing", "QueueTooLong"),
                        "{\"version\":\"4\",\"status\":\"firing\",\"alerts\":["
                                + element.formatted("firing", "DiskFull")
                                + ","
                                + element.formatted("resolved", "NodeDown")
                                + ","
                                + element.formatted("firing", "BackupFailed")
                                + "]}",
                        element.formatted("resolved", "QueueTooLong"),
                        "not JSON"));
        Path report = folder.resolve("report.json");

        int code = run(
                Show.Cue.NONE,
                "--seconds",
                "1",
                "--rate",
                "20",
                "--alerts",
                alerts.toString(),
                "--report",
                report.toString());

        assertThat(code).as(text()).isZero();
        JsonNode figures = new ObjectMapper().readTree(report.toFile());
        assertThat(figures.at("/enriched").intValue()
                        + figures.at("/closed").intValue()
                        + figures.at("/deadLettered").intValue())
                .isEqualTo(figures.at("/sent").intValue());
        assertThat(figures.at("/closed").intValue()).isPositive();
        assertThat(figures.at("/deadLettered").intValue()).isPositive();
    }

    @Test
    void shouldFailWhenAlertsGetNoAnswer() {
        Show.Cue stop = (act, stage) -> {
            if (act == Act.ACCOUNT_CLOSED) {
                stage.stopUnderstudy();
            }
        };

        int code = run(stop, "--seconds", "1", "--rate", "10", "--patience", "1");

        assertThat(code).as(text()).isEqualTo(1);
        assertThat(text()).containsPattern("lost: [0-9a-f-]{36}").containsPattern("(?m)^lost [1-9]\\d*, duplicates 0");
    }

    private int run(Show.Cue cue, String... arguments) {
        try (DemoFolder folder = DemoFolder.create()) {
            return new CommandLine(new DemoCommand(new PrintStream(written, true, UTF_8), Map.of(), folder, cue))
                    .execute(arguments);
        }
    }

    private String text() {
        return written.toString(UTF_8);
    }
}
