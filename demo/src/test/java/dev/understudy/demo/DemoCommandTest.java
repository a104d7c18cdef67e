package dev.understudy.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Arguments that are wrong end the command before anything is started. */
class DemoCommandTest {
    private final StringWriter errors = new StringWriter();

    @Test
    void shouldRejectAReportInAFolderThatDoesNotExist(@TempDir Path folder) {
        Path report = folder.resolve("none").resolve("report.json");

        assertThat(run("--report", report.toString())).isEqualTo(2);
        assertThat(errors.toString())
                .contains("--report: " + report + ": cannot be written; name a file in a folder that exists");
    }

    @Test
    void shouldRejectAReportThatIsAFolder(@TempDir Path folder) {
        assertThat(run("--report", folder.toString())).isEqualTo(2);
    }

    @Test
    void shouldRejectAlertsThatCannotBeRead(@TempDir Path folder) {
        assertThat(run("--alerts", folder.resolve("none.jsonl").toString())).isEqualTo(2);
        assertThat(errors.toString()).contains("--alerts: ").contains("cannot be read");
    }

    @Test
    void shouldRejectAlertsOfAnEmptyFile(@TempDir Path folder) throws Exception {
        Path alerts = Files.createFile(folder.resolve("alerts.jsonl"));

        assertThat(run("--alerts", alerts.toString())).isEqualTo(2);
        assertThat(errors.toString()).contains("holds no alert");
    }

    private int run(String... arguments) {
        try (DemoFolder folder = DemoFolder.create()) {
            PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
            return new CommandLine(new DemoCommand(nowhere, Map.of(), folder, Show.Cue.NONE))
                    .setErr(new PrintWriter(errors, true))
                    .execute(arguments);
        }
    }
}
