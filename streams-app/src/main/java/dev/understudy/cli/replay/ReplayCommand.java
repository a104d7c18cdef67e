package dev.understudy.cli.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.cli.options.ConfigFiles;
import dev.understudy.cli.options.ConfigOption;
import dev.understudy.cli.options.DurationText;
import dev.understudy.cli.options.ExitCodes;
import dev.understudy.comparison.ReplayAnswers;
import dev.understudy.config.Namespace;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.prompt.PromptTexts;
import dev.understudy.runtime.Applications;
import dev.understudy.runtime.replay.ProviderKind;
import dev.understudy.runtime.replay.Replay;
import dev.understudy.runtime.replay.ReplayRequest;
import dev.understudy.runtime.replay.ReplayResult;
import dev.understudy.runtime.replay.ReplayState;
import dev.understudy.runtime.settings.ConfigPrinter;
import dev.understudy.serde.IncidentJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs alerts of the past once more, beside production, and compares the answers. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        synopsisSubcommandLabel = "[clean]",
        description = {
            "Run alerts of the past through a separate installation of the same topologies, and compare what it answers "
                    + "with what production answered. Topics, groups, state, subjects and budgets of production are not "
                    + "touched. The configuration may be another one: a new model, prompt or chain, on the same cluster.",
            "",
            "What is resolved is left out. A run that was cut off goes on when the same command names it (--run). At its end "
                    + "a run is removed, whether it came to all answers or not.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  understudy replay --from 24h                                   recorded answers: free and offline",
            "  understudy replay --from 24h --providers real --max-alerts 200 --rate 5 --config candidate.yaml",
            "  understudy replay --from 7d --only degraded --providers real --out answers.jsonl",
            "  understudy replay clean --all"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:every alert has its last word, and the comparison holds",
            " 1:not every alert has, the comparison does not hold, or it could not be done",
            " 2:arguments or configuration are wrong"
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd't'HHmmss").withZone(ZoneOffset.UTC);
    private static final int SHOWN = 10;

    private final Applications.Factory applications;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConfigOption config;

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Option(
            names = "--run",
            paramLabel = "NAME",
            description = "Name of this run, in its topics; that of a run that was cut off goes on. Default: the time.")
    private @Nullable String run;

    @Option(names = "--rate", paramLabel = "N", description = "Alerts a second. Default: as fast as it goes.")
    private int rate;

    @Option(
            names = "--patience",
            paramLabel = "DURATION",
            converter = DurationText.class,
            defaultValue = "60s",
            description = "Give up what is open when nothing was answered for so long. Default: ${DEFAULT-VALUE}.")
    private Duration patience = Duration.ofSeconds(60);

    @Option(names = "--keep", description = "Keep the topics and the state of the run.")
    private boolean keep;

    @Option(names = "--out", paramLabel = "FILE", description = "Also write the answers there, one JSON object a line.")
    private @Nullable Path out;

    @Mixin
    private ReportOptions report = new ReportOptions();

    public ReplayCommand(ConfigFiles files, Applications.Factory applications) {
        this.config = new ConfigOption(files);
        this.applications = applications;
    }

    @Override
    public Integer call() throws IOException {
        Instant now = Instant.now();
        UnderstudyConfig loaded = config.load().config();
        String name = run == null ? NAME.format(now) : run;
        refuse(
                !Namespace.isRun(name),
                "--run must consist of a-z, 0-9 and -, at most 40 of them, and hold no name of a "
                        + "role (enricher, fallback, gateway), but is '" + name + "'");
        refuse(rate < 0, "--rate must not be negative");
        models.check(spec);
        report.check();
        if (out != null) {
            OutputFile.requireWritable("--out", out);
        }
        ReplayRequest request = new ReplayRequest(
                name,
                selection.selection(spec, now),
                models.kind(),
                selection.spelled() + " " + models.spelled() + ", configuration "
                        + Checksum.of((ConfigPrinter.print(loaded)
                                        + PromptTexts.of(loaded).version())
                                .getBytes(UTF_8)),
                rate,
                patience);
        tell("run " + name + "; if it is cut off, the same command with --run " + name
                + " goes on, and understudy replay " + "clean --run " + name + " removes it");
        ReplayResult result = new Replay(
                        loaded, request, range -> models.applications(applications, loaded, range), this::tell)
                .run();
        int exitCode = ExitCodes.FAILURE;
        try {
            if (out != null) {
                write(result.after(), out);
            }
            exitCode = conclude(name, result);
        } finally {
            if (!keep) {
                new ReplayState(loaded).remove(Namespace.replay(name));
            }
        }
        return exitCode;
    }

    private int conclude(String name, ReplayResult result) {
        PrintWriter printed = spec.commandLine().getOut();
        int compared = report.report(new ReplayAnswers(name, result.before(), result.after()), printed);
        String calls = models.kind() == ProviderKind.REAL
                ? "with " + result.calls() + " calls, " + result.cost()
                : "without a call";
        tell(result.after().size() + " of " + result.alerts() + " alerts answered " + calls + "; "
                + result.open().size() + " without a last word, " + result.deadLettered() + " dead letters");
        List<String> open = result.open();
        if (!open.isEmpty()) {
            tell("without a last word: " + String.join(", ", open.subList(0, Math.min(SHOWN, open.size())))
                    + (open.size() > SHOWN ? " and " + (open.size() - SHOWN) + " more" : ""));
        }
        models.tellMisses(open, this::tell);
        return result.isComplete() ? compared : ExitCodes.FAILURE;
    }

    private static void write(List<EnrichedIncident> answers, Path file) throws IOException {
        try (PrintWriter lines = new PrintWriter(Files.newBufferedWriter(file, UTF_8))) {
            answers.forEach(answer -> lines.print(IncidentJson.of(answer) + "\n"));
            if (lines.checkError()) {
                throw new IOException(file + " could not be written");
            }
        }
    }

    private void refuse(boolean wrong, String why) {
        if (wrong) {
            throw new ParameterException(spec.commandLine(), why);
        }
    }

    private void tell(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("replay: " + line);
        err.flush();
    }
}
