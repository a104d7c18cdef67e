package dev.understudy.cli;

import dev.understudy.cli.options.ConfigFiles;
import dev.understudy.cli.options.ConfigOption;
import dev.understudy.cli.options.ExitCodes;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.kafka.Broker;
import dev.understudy.runtime.kafka.TopicCreator;
import dev.understudy.runtime.kafka.TopicReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Creates the topics that are missing. */
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Create the topics that are missing. Existing ones are reported, never altered; doing it again does nothing.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  understudy topics create",
            "  understudy topics create --partitions 24 --replication-factor 3 --min-insync-replicas 2"
        })
final class TopicsCreateCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConfigOption config;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description =
                    "Partitions of each topic but incidents.budgets, which has one. Default: as many as the existing topics have, else "
                            + TopicCreator.DEFAULT_PARTITIONS + ".")
    private @Nullable Integer partitions;

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            description = "Copies of each partition. Default: what the broker is configured with.")
    private @Nullable Short replicationFactor;

    @Option(
            names = "--min-insync-replicas",
            paramLabel = "N",
            description = "Copies that must have a record before it counts as written; needs --replication-factor. "
                    + "Default: what the broker is configured with.")
    private @Nullable Integer minInsyncReplicas;

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    TopicsCreateCommand(ConfigFiles files) {
        this.config = new ConfigOption(files);
    }

    @Override
    public Integer call() {
        UnderstudyConfig loaded = config.loadOrSandbox();
        TopicCreator.Request request = new TopicCreator.Request(
                Optional.ofNullable(partitions),
                Optional.ofNullable(replicationFactor),
                dryRun,
                Optional.ofNullable(minInsyncReplicas));
        PrintWriter out = spec.commandLine().getOut();
        try (Broker broker = Broker.connect(loaded, Duration.ofSeconds(10))) {
            for (TopicReport report : new TopicCreator(broker, request).create(loaded)) {
                out.printf(
                        "%-32s %s, %d partitions%n",
                        report.name(),
                        report.result().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        report.partitions());
                report.differences().forEach(difference -> out.println("    " + difference));
            }
        }
        out.flush();
        return ExitCodes.OK;
    }
}
