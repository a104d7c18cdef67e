package dev.understudy.cli.replay;

import dev.understudy.comparison.ReplayAnswers;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares two files of answers. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Hold the answers in one file against those in another: severity, what they ask for, provider, cost, tokens, "
                    + "latency and words. A file has one JSON object a line, as tail --json prints them and as "
                    + "incidents.enriched.json holds them. Answers are matched by requestId; of several to one request "
                    + "the highest revision counts.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  understudy tail --json -n 1000 --no-follow > before.jsonl",
            "  understudy diff before.jsonl after.jsonl --html diff.html",
            "  understudy diff before.jsonl after.jsonl --fail-on severity-lowered,degraded,cost-higher:20",
            "  understudy diff before.jsonl after.jsonl --golden examples/golden.yaml --fail-on golden:95"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:compared, and no condition of --fail-on holds",
            " 1:a condition of --fail-on holds",
            " 2:arguments or files are wrong"
        })
public final class DiffCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "BEFORE", description = "Answers to compare with.")
    @SuppressWarnings("NullAway.Init")
    private Path before;

    @Parameters(index = "1", paramLabel = "AFTER", description = "Answers to judge.")
    @SuppressWarnings("NullAway.Init")
    private Path after;

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Override
    public Integer call() {
        report.check();
        return report.report(
                new ReplayAnswers(before + " → " + after, AnswerLines.read(before), AnswerLines.read(after)),
                spec.commandLine().getOut());
    }
}
