package dev.understudy.cli.report;

import dev.understudy.cli.options.ConfigFiles;
import dev.understudy.cli.options.ConfigOption;
import dev.understudy.cli.options.DurationText;
import dev.understudy.cli.options.ExitCodes;
import dev.understudy.cli.options.TimeOptions;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.alert.AlertFormat;
import dev.understudy.runtime.audit.Audit;
import dev.understudy.runtime.audit.AuditReport;
import dev.understudy.runtime.audit.Reconciliation;
import dev.understudy.runtime.client.TimeRange;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Counts what became of every alert. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Read the topics back and prove what became of every alert: answered, parked, a dead letter, or nothing. "
                    + "Also: answers that are there twice, and more calls than were allowed. "
                    + "Without a configuration the sandbox's is used.",
            "",
            "It writes nothing and can run beside the applications. Alerts that the enricher has not read, or that are "
                    + "older than its start position, are counted and are no offence. What is missing is waited for "
                    + "until deadline and slack are over. Limits are those of the configuration as it is now. Calls "
                    + "are at-least-once: one that a crash cut off (ABANDONED) was made again, so it is allowed for.",
            "",
            "Memory: about " + Reconciliation.BYTES_AN_ALERT + " bytes an alert of the range, whatever its size; a "
                    + "million alerts need UNDERSTUDY_JAVA_OPTIONS=-Xmx1g.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  understudy audit                           all that incidents still holds",
            "  understudy audit --since 6h --config understudy.yaml",
            "  understudy audit --since 2026-03-14T01:00:00Z --until 2026-03-14T05:00:00Z --json"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:it adds up",
            " 1:it does not add up, or the topics could not be read",
            " 2:arguments or configuration are wrong"
        })
public final class AuditCommand implements Callable<Integer> {
    private final AlertFormat format;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConfigOption config;

    @Mixin
    private TimeOptions time = new TimeOptions();

    @Option(
            names = "--slack",
            paramLabel = "DURATION",
            converter = DurationText.class,
            defaultValue = "10s",
            description = "Allowed on top of deadline and expires, for a takeover after a crash. "
                    + "Default: ${DEFAULT-VALUE}.")
    private Duration slack = Duration.ofSeconds(10);

    @Option(names = "--json", description = "One JSON object instead of a table.")
    private boolean json;

    public AuditCommand(ConfigFiles files, AlertFormat format) {
        this.config = new ConfigOption(files);
        this.format = format;
    }

    @Override
    public Integer call() {
        TimeRange range = time.range(spec);
        UnderstudyConfig loaded = config.loadOrSandbox();
        AuditReport report = new Audit(loaded, range, slack, format, Clock.systemUTC()).run();
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? AuditJson.of(report) + System.lineSeparator() : AuditTable.of(report));
        out.flush();
        return report.addsUp() ? ExitCodes.OK : ExitCodes.FAILURE;
    }
}
