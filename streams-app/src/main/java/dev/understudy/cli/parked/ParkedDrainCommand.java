package dev.understudy.cli.parked;

import dev.understudy.cli.options.ConfigFiles;
import dev.understudy.cli.options.ConfigOption;
import dev.understudy.cli.options.DurationText;
import dev.understudy.cli.options.ExitCodes;
import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.client.ParkedDrain;
import dev.understudy.runtime.client.ParkedRequests;
import dev.understudy.runtime.kafka.Broker;
import dev.understudy.serde.Codecs;
import dev.understudy.serde.Contract;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Has what waits for a provider tried now. */
@Command(
        name = "drain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Have requests that wait tried now instead of after their pause, when a provider is known to be back. The "
                    + "order goes through Kafka and reaches every running instance; one that is down follows it when "
                    + "it is back. Permits, rates, breakers and budgets count as ever: what a provider does not take "
                    + "is parked again, with the next longer pause. Without a configuration the sandbox's is used.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  understudy parked drain --provider openai",
            "  understudy parked drain --wait 2m --config understudy.yaml"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:all that waited was tried, or nothing waited",
            " 1:nothing was heard of some, all that wait are due already, or the order could not be given",
            " 2:wrong arguments"
        })
public final class ParkedDrainCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConfigOption config;

    @Option(
            names = {"-p", "--provider"},
            paramLabel = "NAME",
            description = "Only requests whose chain has this provider. Default: all that wait.")
    private @Nullable String provider;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = DurationText.class,
            defaultValue = "30s",
            description = "How long to listen to what comes of it. Default: ${DEFAULT-VALUE}.")
    private Duration wait = Duration.ofSeconds(30);

    public ParkedDrainCommand(ConfigFiles files) {
        this.config = new ConfigOption(files);
    }

    @Override
    public Integer call() {
        UnderstudyConfig loaded = config.loadOrSandbox();
        if (provider != null && !loaded.providers().containsKey(provider)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--provider: none is named " + provider + "; known are "
                            + String.join(", ", loaded.providers().keySet()));
        }
        Map<String, Integer> partitions;
        try (Broker broker = Broker.connect(loaded, Duration.ofSeconds(10))) {
            partitions = broker.partitions();
        }
        try (Codecs codecs = Codecs.create(loaded.schemaRegistry());
                ParkedRequests parked = ParkedRequests.connect(
                        loaded,
                        codecs.codec(
                                Contract.ENRICHMENT_REQUEST,
                                Topics.retry(
                                        loaded.providers().keySet().iterator().next())))) {
            ParkedDrain drain =
                    new ParkedDrain(loaded, codecs.codec(Contract.PROVIDER_ATTEMPT, Topics.ATTEMPTS), partitions);
            ParkedDrain.Report report = drain.run(parked.find(partitions), provider, wait, Instant.now());
            PrintWriter out = spec.commandLine().getOut();
            out.println(text(report, wait));
            out.flush();
            return isAllHeardOf(report) ? ExitCodes.OK : ExitCodes.FAILURE;
        }
    }

    private static boolean isAllHeardOf(ParkedDrain.Report report) {
        return report.unheard() == 0 && (report.released() > 0 || report.due() == 0);
    }

    static String text(ParkedDrain.Report report, Duration wait) {
        if (report.released() == 0) {
            return report.due() == 0
                    ? "nothing waits"
                    : "nothing to release: " + report.due()
                            + " wait and are due already; is an instance with the role fallback running?";
        }
        return "released %d: %d answered, %d tried and not answered yet%s"
                .formatted(
                        report.released(),
                        report.answered(),
                        report.tried(),
                        report.unheard() == 0
                                ? ""
                                : ", " + report.unheard() + " not heard of within " + wait.toSeconds()
                                        + " s; is an instance with the role fallback running?");
    }
}
