package dev.understudy.demo;

import dev.understudy.config.ConfigException;
import dev.understudy.demo.load.AlertTexts;
import dev.understudy.demo.screen.Screen;
import dev.understudy.runtime.BuildVersion;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code demo}: plays the show, and ends with 0 when nothing was lost and nothing came twice. */
@Command(
        name = "understudy demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = DemoCommand.Version.class,
        description = {
            "Watch providers fail under load and every alert get its answer: a broker, a registry and three scripted "
                    + "providers on this machine. No key, no account, nothing leaves it. Takes about a minute.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:every alert was answered, once, and what was degraded was upgraded",
            " 1:it was not so, or the demo could not run",
            " 2:wrong arguments"
        })
public final class DemoCommand implements Callable<Integer> {
    private final PrintStream out;
    private final Map<String, String> environment;
    private final DemoFolder folder;
    private final Show.Cue cue;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--alerts",
            paramLabel = "FILE",
            description = "Your own alerts: JSON lines, single alerts or Alertmanager webhook bodies, sent over and "
                    + "over. Default: the samples.")
    private @Nullable Path alerts;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the figures as JSON.")
    private @Nullable Path report;

    @Option(names = "--keep", description = "Leave everything running at the end, until Ctrl-C.")
    private boolean keep;

    @Option(names = "--rate", paramLabel = "N", description = "Lines sent a second, 1 to 500. Default: 40.")
    private int rate = DemoOptions.DEFAULT_RATE;

    @Option(names = "--seconds", paramLabel = "N", description = "Length of each act, 1 to 600. Default: 9.")
    private int seconds = DemoOptions.DEFAULT_SECONDS;

    @Option(names = "--patience", hidden = true, description = "Seconds to wait at the end for what is missing.")
    private int patience = DemoOptions.DEFAULT_PATIENCE;

    DemoCommand(PrintStream out, Map<String, String> environment, DemoFolder folder, Show.Cue cue) {
        this.out = out;
        this.environment = environment;
        this.folder = folder;
        this.cue = cue;
    }

    /** Runs the command and exits with its code. */
    public static void main(String[] arguments) {
        DemoFolder folder = DemoFolder.create();
        // Before the first logger is made: nothing but the show is on the terminal.
        System.setProperty("understudy.demo.log", folder.log().toString());
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "logback-demo.xml");
        }
        int code =
                new CommandLine(new DemoCommand(System.out, System.getenv(), folder, Show.Cue.NONE)).execute(arguments);
        folder.close();
        System.exit(code);
    }

    @Override
    public Integer call() throws InterruptedException {
        AlertTexts texts;
        try {
            texts = AlertTexts.read(alerts);
        } catch (ConfigException e) {
            throw new ParameterException(spec.commandLine(), "understudy: --alerts: " + e.getMessage());
        }
        if (report != null && !canBeWritten(report)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "understudy: --report: " + report + ": cannot be written; name a file in a folder that exists");
        }
        DemoOptions options = new DemoOptions(
                alerts,
                report,
                keep,
                within(rate, 500, "--rate"),
                Duration.ofSeconds(within(seconds, 600, "--seconds")),
                Duration.ofSeconds(patience));
        return new DemoRun(options, Screen.of(out, environment), folder, cue).run(texts);
    }

    /** Found out before the show, not after it. */
    private static boolean canBeWritten(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return Files.exists(file)
                ? Files.isWritable(file) && !Files.isDirectory(file)
                : folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
    }

    private int within(int value, int most, String option) {
        if (value < 1 || value > most) {
            throw new ParameterException(
                    spec.commandLine(), "understudy: " + option + ": must be 1 to " + most + ", but is " + value);
        }
        return value;
    }

    /** What {@code --version} prints. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"understudy " + BuildVersion.current()};
        }
    }
}
