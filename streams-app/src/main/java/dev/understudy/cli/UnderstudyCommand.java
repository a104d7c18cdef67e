package dev.understudy.cli;

import dev.understudy.cli.incident.ExplainCommand;
import dev.understudy.cli.incident.PublishCommand;
import dev.understudy.cli.incident.TailCommand;
import dev.understudy.cli.letters.DeadLettersListCommand;
import dev.understudy.cli.letters.DeadLettersRedriveCommand;
import dev.understudy.cli.letters.DeadLettersShowCommand;
import dev.understudy.cli.options.ConfigFiles;
import dev.understudy.cli.options.ExitCodes;
import dev.understudy.cli.options.Terminal;
import dev.understudy.cli.parked.ParkedDrainCommand;
import dev.understudy.cli.parked.ParkedListCommand;
import dev.understudy.cli.provider.ProvidersCheckCommand;
import dev.understudy.cli.provider.RouteExplainCommand;
import dev.understudy.cli.replay.DiffCommand;
import dev.understudy.cli.report.AuditCommand;
import dev.understudy.cli.report.CostCommand;
import dev.understudy.domain.alert.AlertFormat;
import dev.understudy.runtime.Applications;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root command {@code understudy}. */
@Command(
        name = "understudy",
        versionProvider = VersionLines.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Turns alerts on Kafka into enriched incidents with LLM calls, and keeps doing so when providers fail.",
            ""
        },
        footer = {
            "",
            "Try it, without any key:",
            "  understudy demo                          a minute of providers that fail, and what becomes of it",
            "  understudy sandbox                       broker, registry and scripted providers, in one process",
            "  understudy publish alerts.jsonl          in a second terminal",
            "  understudy tail",
            "",
            "Configuration: --config FILE, else the file UNDERSTUDY_CONFIG names, else ./understudy.yaml."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:done",
            " 1:the work could not be done, or not all of it",
            " 2:arguments or configuration are wrong"
        })
public final class UnderstudyCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Log details, and stack traces of errors.")
    private boolean verbose;

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }

    /** True when details were asked for. */
    boolean verbose() {
        return verbose;
    }

    /** What the commands are made from, so that they know neither providers nor alert formats. */
    public record Parts(Applications.Factory applications, AlertFormat alertFormat, Map<String, String> environment) {}

    /** The command line, ready to execute. */
    public static CommandLine create(Parts parts) {
        UnderstudyCommand root = new UnderstudyCommand();
        ConfigFiles files = new ConfigFiles(parts.environment());
        Terminal terminal = new Terminal(parts.environment());
        CommandLine line = new CommandLine(root)
                .addSubcommand(new RunCommand(files, parts.applications()))
                .addSubcommand(CommandGroup.of(
                        "topics",
                        "Create the topics of an installation.",
                        "create --partitions 12 --replication-factor 3",
                        new TopicsCreateCommand(files)))
                .addSubcommand(new PublishCommand(files, parts.alertFormat()))
                .addSubcommand(new TailCommand(files, terminal))
                .addSubcommand(new ExplainCommand(files))
                .addSubcommand(CommandGroup.of(
                        "config",
                        "Check a configuration file.",
                        "validate --config understudy.yaml",
                        new ConfigValidateCommand(files)))
                .addSubcommand(CommandGroup.of(
                        "providers",
                        "Try the configured providers.",
                        "check --config understudy.yaml",
                        new ProvidersCheckCommand(files)))
                .addSubcommand(CommandGroup.of(
                        "route",
                        "Look at the routes of a configuration.",
                        "explain alerts.jsonl",
                        new RouteExplainCommand(files, parts.alertFormat())))
                .addSubcommand(new DrillCommand(files))
                .addSubcommand(CommandGroup.of(
                        "schemas",
                        "Register the contracts with the schema registry.",
                        "register",
                        new SchemasRegisterCommand(files)))
                .addSubcommand(parked(files))
                .addSubcommand(deadLetters(files, terminal))
                .addSubcommand(new AuditCommand(files, parts.alertFormat()))
                .addSubcommand(new CostCommand(files))
                .addSubcommand(new DiffCommand())
                .addSubcommand(new DemoCommand())
                .addSubcommand(new SandboxCommand())
                .addSubcommand(new CompletionCommand());
        // After the commands are there: this reaches those that exist.
        line.setExecutionExceptionHandler(new ErrorLines());
        line.setParameterExceptionHandler(UnderstudyCommand::wrongUsage);
        line.setExecutionStrategy(result -> {
            LogLevels.apply(LogLevels.Audience.of(result), root.verbose());
            return new CommandLine.RunLast().execute(result);
        });
        line.setUsageHelpWidth(100);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setAbbreviatedOptionsAllowed(false);
        return line;
    }

    private static CommandLine parked(ConfigFiles files) {
        return CommandGroup.of(
                "parked",
                "Look at requests that wait for a provider, or have them tried now.",
                List.of("list", "drain --provider openai"),
                new ParkedListCommand(files),
                new ParkedDrainCommand(files));
    }

    private static CommandLine deadLetters(ConfigFiles files, Terminal terminal) {
        return CommandGroup.of(
                "dead-letters",
                "Look at what was not understood, and send it again.",
                List.of("list --since 2h", "show 3-17", "redrive --dry-run --since 2h"),
                new DeadLettersListCommand(files),
                new DeadLettersShowCommand(files, () -> System.out),
                new DeadLettersRedriveCommand(files, terminal));
    }

    private static int wrongUsage(CommandLine.ParameterException problem, String[] arguments) {
        CommandLine line = problem.getCommandLine();
        PrintWriter err = line.getErr();
        err.println("understudy: " + problem.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(problem, err)) {
            err.println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
        }
        return ExitCodes.USAGE;
    }
}
