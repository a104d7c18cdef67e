package dev.understudy.cli.letters;

import dev.understudy.cli.options.ConfigFiles;
import dev.understudy.cli.options.ConfigOption;
import dev.understudy.cli.options.ExitCodes;
import dev.understudy.cli.options.Terminal;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.letters.DeadLetter;
import dev.understudy.runtime.letters.LetterFilter;
import dev.understudy.runtime.letters.LetterId;
import dev.understudy.runtime.letters.Redrive;
import dev.understudy.runtime.letters.RedrivePlan;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends dead letters again. */
@Command(
        name = "redrive",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Send dead letters to incidents again, once their cause is mended: the original bytes, key and headers, or "
                    + "of a request from a retry topic the alert in it. On a terminal it asks before. Without a configuration the sandbox's "
                    + "is used.",
            "",
            "Each is a new delivery with an id of its own. What was sent again is left out the next time, as long as "
                    + "incidents holds it. One whose bytes were cut is refused.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  understudy dead-letters redrive --dry-run --reason UNKNOWN_SCHEMA_ID --since 2h",
            "  understudy dead-letters redrive --reason UNKNOWN_SCHEMA_ID --since 2h --rate 10",
            "  understudy dead-letters redrive --yes 3-17 3-18"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:all sent again, or nothing to do",
            " 1:something was refused, or could not be sent",
            " 2:wrong arguments"
        })
public final class DeadLettersRedriveCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConfigOption config;

    @Parameters(
            paramLabel = "ID",
            arity = "0..*",
            converter = LetterIdText.class,
            description = "These only: partition and offset, such as 3-17, as the list shows them. Default: all that "
                    + "the options leave.")
    private Set<LetterId> ids = new LinkedHashSet<>();

    @Mixin
    private LetterOptions letters = new LetterOptions();

    @Option(names = "--rate", paramLabel = "N", description = "Records a second. Default: as fast as it goes.")
    private int rate;

    @Option(
            names = "--max-redrives",
            paramLabel = "N",
            defaultValue = "3",
            description = "Refuse what was sent again so often. Default: ${DEFAULT-VALUE}.")
    private int most = 3;

    @Option(names = "--dry-run", description = "Show what would be sent; send nothing.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    public DeadLettersRedriveCommand(ConfigFiles files, Terminal terminal) {
        this.config = new ConfigOption(files);
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        LetterFilter filter = letters.filter(spec, ids);
        UnderstudyConfig loaded = config.loadOrSandbox();
        Redrive redrive = new Redrive(loaded);
        RedrivePlan plan = redrive.plan(filter, most);
        printRefusals(plan.refusals());
        PrintWriter out = spec.commandLine().getOut();
        if (dryRun) {
            plan.letters().forEach(letter -> out.println(LetterText.row(letter)));
        }
        if (dryRun || plan.letters().isEmpty()) {
            out.printf("would send %d again, %s%n", plan.letters().size(), rest(plan));
            out.flush();
            return exitCode(plan.refusals().isEmpty());
        }
        String question = "send " + plan.letters().size() + " dead letters to " + topics(plan) + " again?";
        if (!yes && !terminal.confirms(question, spec)) {
            out.println("nothing was sent");
            out.flush();
            return ExitCodes.FAILURE;
        }
        Redrive.Report report = redrive.run(plan, rate);
        printRefusals(report.failures());
        out.printf(
                "sent %d again, failed %d, %s%n",
                report.sent(), report.failures().size(), rest(plan));
        out.flush();
        return exitCode(plan.refusals().isEmpty() && report.failures().isEmpty());
    }

    private static String rest(RedrivePlan plan) {
        return plan.sentBefore().size() + " were before, refused "
                + plan.refusals().size();
    }

    private static int exitCode(boolean all) {
        return all ? ExitCodes.OK : ExitCodes.FAILURE;
    }

    private static String topics(RedrivePlan plan) {
        return plan.letters().stream()
                .map(DeadLetter::why)
                .map(DeadLetter.Why::topic)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(", "));
    }

    private void printRefusals(List<RedrivePlan.Refusal> refusals) {
        PrintWriter err = spec.commandLine().getErr();
        refusals.forEach(refusal -> err.println("understudy: " + refusal.id() + " " + refusal.reason()));
        err.flush();
    }
}
