package dev.understudy.cli;

import dev.understudy.cli.options.ConfigFiles;
import dev.understudy.cli.options.ConfigOption;
import dev.understudy.cli.options.DurationText;
import dev.understudy.cli.options.ExitCodes;
import dev.understudy.config.Role;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.Applications;
import dev.understudy.runtime.RunOptions;
import dev.understudy.runtime.Understudy;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the product until it is told to stop. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"Run the enricher, the fallback consumer or the gateway until told to stop.", ""},
        footer = {
            "",
            "Examples:",
            "  understudy run --config understudy.yaml",
            "  understudy run --roles fallback",
            "  understudy run --roles enricher,fallback,gateway",
            "  understudy run --keep-membership          for a rolling restart that moves no work"
        })
final class RunCommand implements Callable<Integer> {
    private final Applications.Factory applications;

    @Mixin
    private final ConfigOption config;

    @Option(
            names = "--roles",
            split = ",",
            paramLabel = "ROLE",
            defaultValue = "enricher,fallback",
            description =
                    "What this process does: enricher, fallback, gateway (alerts over HTTP). Default: the first two.")
    private Set<Role> roles = new LinkedHashSet<>();

    @Option(
            names = "--keep-membership",
            description = "Do not leave the group when stopped, so that a restart under the same instance-id within "
                    + "the session timeout moves no work.")
    private boolean keepMembership;

    @Option(
            names = "--grace",
            paramLabel = "DURATION",
            defaultValue = "20s",
            converter = DurationText.class,
            description = "Longest wait for a clean end. Default: ${DEFAULT-VALUE}.")
    private Duration grace = Duration.ofSeconds(20);

    RunCommand(ConfigFiles files, Applications.Factory applications) {
        this.config = new ConfigOption(files);
        this.applications = applications;
    }

    @Override
    public Integer call() throws InterruptedException {
        UnderstudyConfig loaded = config.load().config();
        RunOptions options = new RunOptions(EnumSet.copyOf(roles), keepMembership, grace);
        try (Understudy understudy = Understudy.start(loaded, options, applications)) {
            LogLevels.running();
            Thread stop = new Thread(() -> stopOnSignal(understudy), "shutdown");
            Runtime.getRuntime().addShutdownHook(stop);
            boolean clean = understudy.await();
            removeHook(stop);
            return clean ? ExitCodes.OK : ExitCodes.FAILURE;
        }
    }

    /** Without the halt the exit code would be that of the signal (143), which reads as a failure. */
    private static void stopOnSignal(Understudy understudy) {
        understudy.close();
        Runtime.getRuntime().halt(understudy.isClean() ? ExitCodes.OK : ExitCodes.FAILURE);
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // A signal came: the hook is at work and ends the process.
            return;
        }
    }
}
