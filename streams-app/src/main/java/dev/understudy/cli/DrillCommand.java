package dev.understudy.cli;

import dev.understudy.cli.options.ConfigFiles;
import dev.understudy.cli.options.ConfigOption;
import dev.understudy.cli.options.DurationText;
import dev.understudy.cli.options.ExitCodes;
import dev.understudy.config.Durations;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.admin.AdminClient;
import dev.understudy.runtime.admin.RunningDrill;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a provider of a running instance look broken for a while. */
@Command(
        name = "drill",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Make a provider of the running instance on this machine look broken for a while, to see that the chain "
                    + "holds. Nothing is sent to that provider meanwhile. A drill ends by itself. The instance needs "
                    + "admin.enabled and admin.token in its configuration.",
            ""
        },
        footer = {
            "",
            "Faults: account-deactivated, invalid-key, quota, rate-limited, overloaded, server-error, timeout,",
            "connection-refused, bad-answer.",
            "",
            "Examples:",
            "  understudy drill --provider openai --fault account-deactivated --for 60s",
            "  understudy drill --list",
            "  understudy drill --stop --provider openai"
        })
final class DrillCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConfigOption config;

    @Option(
            names = {"-p", "--provider"},
            paramLabel = "NAME",
            description = "Name of the provider, as in the configuration.")
    private @Nullable String provider;

    @Option(
            names = {"-f", "--fault"},
            paramLabel = "FAULT",
            description = "What it is to look like; see below.")
    private @Nullable String fault;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            defaultValue = "60s",
            converter = DurationText.class,
            description = "How long; at most 15m. Default: ${DEFAULT-VALUE}.")
    private Duration length = Duration.ofSeconds(60);

    @Option(names = "--list", description = "List the drills that are on.")
    private boolean list;

    @Option(names = "--stop", description = "End the drill of the provider now; without --provider end all.")
    private boolean stop;

    DrillCommand(ConfigFiles files) {
        this.config = new ConfigOption(files);
    }

    @Override
    public Integer call() {
        boolean listsMore = list && (stop || provider != null || fault != null);
        boolean stopsAndStarts = stop && fault != null;
        if (listsMore || stopsAndStarts) {
            throw new ParameterException(spec.commandLine(), "--list goes alone, and --stop with --provider at most");
        }
        if (!list && !stop && (provider == null || fault == null)) {
            throw new ParameterException(
                    spec.commandLine(), "Missing required options: --provider and --fault, or --list, or --stop");
        }
        UnderstudyConfig loaded = config.loadOrSandbox();
        AdminClient instance = new AdminClient(loaded.admin());
        if (list) {
            list(instance);
        } else if (stop) {
            stop(instance);
        } else if (provider != null && fault != null) {
            start(instance, provider, fault, loaded);
        }
        spec.commandLine().getOut().flush();
        return ExitCodes.OK;
    }

    private void start(AdminClient instance, String name, String kind, UnderstudyConfig loaded) {
        RunningDrill drill = instance.start(name, kind, length);
        Path file = config.file();
        String same = file == null ? "" : " --config " + file;
        String health = "http://" + loaded.http().bind() + ":" + loaded.http().port();
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%s looks broken for %s, until %s: %s%n",
                drill.provider(), Durations.format(length), seconds(drill.until()), drill.fault());
        out.printf("Calls end as %s, with a message that begins with \"drill:\".%n", drill.outcome());
        out.println("Look at");
        out.printf("  understudy tail%s%n", same);
        out.printf("  %s/health/ready    the state of each provider%n", health);
        out.printf("  %s/metrics         understudy_provider_available, understudy_provider_calls_total%n", health);
        out.printf("It ends by itself. Before that: understudy drill --stop --provider %s%s%n", drill.provider(), same);
    }

    private void list(AdminClient instance) {
        PrintWriter out = spec.commandLine().getOut();
        List<RunningDrill> drills = instance.list();
        if (drills.isEmpty()) {
            out.println("no drill is on");
        }
        drills.forEach(drill -> out.printf(
                "%s  %s  since %s, until %s%n",
                drill.provider(), drill.fault(), seconds(drill.since()), seconds(drill.until())));
    }

    private void stop(AdminClient instance) {
        PrintWriter out = spec.commandLine().getOut();
        List<String> names = provider == null
                ? instance.list().stream().map(RunningDrill::provider).toList()
                : List.of(provider);
        if (names.isEmpty()) {
            out.println("no drill is on");
        }
        names.forEach(name -> out.printf(
                "%s: the drill is over (%s); its next call reaches it%n",
                name, instance.stop(name).fault()));
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
