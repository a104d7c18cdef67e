package dev.understudy.cli.replay;

import dev.understudy.cli.options.ConfigFiles;
import dev.understudy.cli.options.ConfigOption;
import dev.understudy.cli.options.ExitCodes;
import dev.understudy.config.Namespace;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.replay.ReplayState;
import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Removes what replays that were cut off, or kept, have left. */
@Command(
        name = "clean",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Remove the topics, groups and state of a replay that was cut off or kept. Nothing of production has a name "
                    + "that this command removes. A run that is at work is refused.",
            ""
        },
        footer = {"", "Examples:", "  understudy replay clean --run 20260314t015200", "  understudy replay clean --all"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:removed, or nothing was there", " 1:could not be removed", " 2:wrong arguments"})
public final class ReplayCleanCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConfigOption config;

    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    /** One run, or all. */
    static final class Which {
        @Option(names = "--run", paramLabel = "NAME", required = true, description = "This run.")
        private @Nullable String run;

        @Option(names = "--all", required = true, description = "All runs of the cluster.")
        private boolean all;
    }

    public ReplayCleanCommand(ConfigFiles files) {
        this.config = new ConfigOption(files);
    }

    @Override
    public Integer call() {
        String run = which.run;
        if (run != null && !Namespace.isRun(run)) {
            throw new ParameterException(spec.commandLine(), "--run: '" + run + "' is no name of a run");
        }
        UnderstudyConfig loaded = config.load().config();
        ReplayState state = new ReplayState(loaded);
        Set<String> runs = run == null || which.all ? state.runs() : Set.of(run);
        PrintWriter out = spec.commandLine().getOut();
        for (String each : runs) {
            out.println("removed " + each + ": "
                    + state.remove(Namespace.replay(each)).size() + " topics");
        }
        if (runs.isEmpty()) {
            out.println("nothing is left of any replay");
        }
        out.flush();
        return ExitCodes.OK;
    }
}
