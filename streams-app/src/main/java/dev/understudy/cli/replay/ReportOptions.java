package dev.understudy.cli.replay;

import dev.understudy.cli.options.ExitCodes;
import dev.understudy.cli.replay.page.DiffPage;
import dev.understudy.comparison.ReplayAnswers;
import dev.understudy.comparison.gate.FailOn;
import dev.understudy.comparison.gate.Report;
import dev.understudy.comparison.golden.GoldenSet;
import dev.understudy.config.ConfigException;
import dev.understudy.runtime.settings.GoldenFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how two sets of answers are compared and shown, and when that counts as a failure. */
public final class ReportOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "What is printed: table or json. Default: ${DEFAULT-VALUE}.")
    private ReportFormat format = ReportFormat.TABLE;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Also write the comparison as one page for a browser, which needs nothing else.")
    private @Nullable Path html;

    @Option(
            names = "--fail-on",
            paramLabel = "CONDITION",
            split = ",",
            converter = FailOnText.class,
            description = "End with 1 when one of these holds: severity-lowered, severity-raised, "
                    + "actionability-changed, degraded, missing, cost-higher[:PERCENT], latency-higher[:PERCENT] (p95; "
                    + "10 unless told otherwise), golden[:PERCENT] (the score is lower; 100 unless told otherwise).")
    private List<FailOn> failOn = new ArrayList<>();

    @Option(
            names = "--golden",
            paramLabel = "FILE",
            description = "Also score the answers after against the expectations in this file, such as "
                    + "examples/golden.yaml.")
    private @Nullable Path golden;

    private @Nullable GoldenSet expected;
    private boolean checked;

    /** Refuses what is wrong with the options; to be called before work begins that would be in vain. */
    public void check() {
        if (golden == null && failOn.stream().anyMatch(FailOn::needsGolden)) {
            throw new ParameterException(command.commandLine(), "--fail-on golden needs --golden FILE");
        }
        if (html != null) {
            OutputFile.requireWritable("--html", html);
        }
        expected = golden == null ? null : GoldenFile.load(golden);
        checked = true;
    }

    /** Compares, prints to {@code out} and writes what was asked for; what the process is to end with. */
    public int report(ReplayAnswers answers, PrintWriter out) {
        if (!checked) {
            check();
        }
        Report report = Report.of(answers, expected, failOn);
        out.print(format == ReportFormat.JSON ? DiffJson.of(report) + System.lineSeparator() : DiffTable.of(report));
        out.flush();
        if (html != null) {
            write(html, DiffPage.of(report));
        }
        return report.failures().isEmpty() ? ExitCodes.OK : ExitCodes.FAILURE;
    }

    private static void write(Path file, String page) {
        try {
            Files.writeString(file, page);
        } catch (IOException e) {
            throw new ConfigException(
                    "--html",
                    "'" + file + "' cannot be written (" + e.getClass().getSimpleName() + ")");
        }
    }
}
