package dev.understudy.cli.report;

import dev.understudy.cli.options.ConfigFiles;
import dev.understudy.cli.options.ConfigOption;
import dev.understudy.cli.options.ExitCodes;
import dev.understudy.cli.options.PrintableText;
import dev.understudy.cli.options.TimeOptions;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.client.TimeRange;
import dev.understudy.runtime.cost.CostBy;
import dev.understudy.runtime.cost.CostLine;
import dev.understudy.runtime.cost.CostReport;
import dev.understudy.runtime.cost.Costs;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what the calls cost. */
@Command(
        name = "cost",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Add up calls, tokens and estimated cost from the attempts topic. Costs are those of the prices that were "
                    + "configured when the calls were made. Without a configuration the sandbox's is used.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  understudy cost --by day --since 7d",
            "  understudy cost --by service --since 2026-03-14T00:00:00Z --until 2026-03-15T00:00:00Z --csv"
        })
public final class CostCommand implements Callable<Integer> {
    private static final String ROW = "%-24s  %10s  %10s  %14s  %14s  %14s  %10s%n";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConfigOption config;

    @Option(
            names = "--by",
            paramLabel = "WHAT",
            defaultValue = "provider",
            description = "provider, service or day (UTC). Default: ${DEFAULT-VALUE}.")
    private CostBy by = CostBy.PROVIDER;

    @Mixin
    private TimeOptions time = new TimeOptions();

    @Option(names = "--csv", description = "Comma-separated, with a header, instead of a table.")
    private boolean csv;

    public CostCommand(ConfigFiles files) {
        this.config = new ConfigOption(files);
    }

    @Override
    public Integer call() {
        TimeRange range = time.range(spec);
        UnderstudyConfig loaded = config.loadOrSandbox();
        CostReport report = Costs.read(loaded, by, range);
        PrintWriter out = spec.commandLine().getOut();
        if (csv) {
            out.println(by.name().toLowerCase(Locale.ROOT)
                    + ",calls,failed,input_tokens,output_tokens,us_dollars,unpriced");
        } else {
            out.printf(ROW, by, "CALLS", "FAILED", "INPUT TOKENS", "OUTPUT TOKENS", "US DOLLARS", "UNPRICED");
        }
        report.lines().forEach((name, line) -> print(out, name, line));
        if (!csv) {
            print(out, "all", report.total());
        }
        out.flush();
        return ExitCodes.OK;
    }

    private void print(PrintWriter out, String name, CostLine line) {
        String dollars = BigDecimal.valueOf(line.usdMicros(), 6).toPlainString();
        if (csv) {
            out.printf(
                    "\"%s\",%d,%d,%d,%d,%s,%d%n",
                    name.replace("\"", "\"\""),
                    line.calls(),
                    line.failed(),
                    line.inputTokens(),
                    line.outputTokens(),
                    dollars,
                    line.unpriced());
        } else {
            out.printf(
                    ROW,
                    PrintableText.line(name),
                    line.calls(),
                    line.failed(),
                    line.inputTokens(),
                    line.outputTokens(),
                    dollars,
                    line.unpriced());
        }
    }
}
