package dev.understudy.cli.incident;

import dev.understudy.cli.options.ConfigFiles;
import dev.understudy.cli.options.ConfigOption;
import dev.understudy.cli.options.ExitCodes;
import dev.understudy.cli.options.MomentText;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertKey;
import dev.understudy.policy.RouteExplanation;
import dev.understudy.policy.Routes;
import dev.understudy.runtime.story.Episode;
import dev.understudy.runtime.story.Story;
import dev.understudy.runtime.story.StoryReader;
import dev.understudy.serde.Codecs;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells the life of one alert. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Tell the life of one alert: when it came in, which chain it got, every call with its reason, duration and "
                    + "cost, how long it waited and why, and what each revision changed. Read from the topics; the "
                    + "chain is that of the configuration as it is now. Without a configuration the sandbox's is used.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  understudy explain 1a2b3c4d5e6f7788",
            "  understudy explain 1a2b3c4d5e6f7788 --all --since 7d",
            "  understudy explain 1a2b3c4d5e6f7788 --json | jq -r '.episodes[].events[].text'"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:told", " 1:nothing is known of it", " 2:wrong arguments"})
public final class ExplainCommand implements Callable<Integer> {
    private static final Duration BACK = Duration.ofHours(24);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConfigOption config;

    @Parameters(paramLabel = "FINGERPRINT", description = "Fingerprint of the alert, as tail and parked list show it.")
    private String fingerprint = "";

    @Option(names = "--tenant", paramLabel = "TENANT", description = "Its tenant, where an installation is shared.")
    private @Nullable String tenant;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = MomentText.class,
            description = "Read from then on: how long ago (2h, 7d), or 2026-03-14T01:52:00Z. Default: 24h.")
    private @Nullable Instant since;

    @Option(names = "--all", description = "All its episodes. Default: the last.")
    private boolean all;

    @Option(names = "--full", description = "Every line. Default: the middle of a long story is left out.")
    private boolean full;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    public ExplainCommand(ConfigFiles files) {
        this.config = new ConfigOption(files);
    }

    @Override
    public Integer call() {
        UnderstudyConfig loaded = config.loadOrSandbox();
        Instant now = Instant.now();
        Instant from = since == null ? now.minus(BACK) : since;
        AlertKey key = AlertKey.of(tenant, fingerprint);
        Story story;
        try (Codecs codecs = Codecs.create(loaded.schemaRegistry());
                StoryReader reader = StoryReader.connect(loaded, codecs)) {
            story = reader.read(key.value(), from);
        }
        List<Episode> episodes = story.episodes();
        if (episodes.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("understudy: nothing is known of " + key + " since " + from
                            + "; look further back with --since 7d, and mind --tenant");
            return ExitCodes.FAILURE;
        }
        List<Episode> shown = all ? episodes : episodes.subList(episodes.size() - 1, episodes.size());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(StoryJson.of(story, shown));
        } else {
            print(out, loaded, shown, now);
            int earlier = episodes.size() - shown.size();
            if (earlier > 0) {
                out.println("  before    " + earlier + (earlier == 1 ? " earlier episode" : " earlier episodes")
                        + ": --all");
            }
        }
        out.flush();
        return ExitCodes.OK;
    }

    private void print(PrintWriter out, UnderstudyConfig loaded, List<Episode> shown, Instant now) {
        Routes routes = Routes.of(loaded);
        StoryText text = new StoryText(alert -> chain(routes, alert), now, full);
        String gap = "";
        for (Episode episode : shown) {
            out.print(gap);
            text.of(episode).forEach(out::println);
            gap = System.lineSeparator();
        }
    }

    private static String chain(Routes routes, Alert alert) {
        RouteExplanation found = routes.explain(alert);
        return String.join(" > ", found.route().chain()) + " (route "
                + found.route().name() + ": "
                + (found.because().isEmpty() ? "it takes all" : String.join(", ", found.because())) + ")";
    }
}
