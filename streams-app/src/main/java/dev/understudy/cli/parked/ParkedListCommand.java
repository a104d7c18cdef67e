package dev.understudy.cli.parked;

import dev.understudy.cli.options.ConfigFiles;
import dev.understudy.cli.options.ConfigOption;
import dev.understudy.cli.options.ExitCodes;
import dev.understudy.cli.options.PrintableText;
import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.Parking;
import dev.understudy.runtime.client.ParkedRequests;
import dev.understudy.runtime.kafka.Broker;
import dev.understudy.serde.Codecs;
import dev.understudy.serde.Contract;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the requests that wait for a provider. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "List the requests that wait for a provider, the next due first. Without a configuration the sandbox's is "
                    + "used.",
            ""
        },
        footer = {"", "Examples:", "  understudy parked list", "  understudy parked list -n 20 --config understudy.yaml"
        })
public final class ParkedListCommand implements Callable<Integer> {
    private static final String ROW = "%-8s  %-28s  %-14s  %-20s  %5s  %-20s  %-20s  %s%n";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConfigOption config;

    @Option(
            names = {"-n", "--first"},
            paramLabel = "N",
            defaultValue = "100",
            description = "How many at most. Default: ${DEFAULT-VALUE}.")
    private int first = 100;

    public ParkedListCommand(ConfigFiles files) {
        this.config = new ConfigOption(files);
    }

    @Override
    public Integer call() {
        UnderstudyConfig loaded = config.loadOrSandbox();
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
            print(parked.find(partitions));
        }
        return ExitCodes.OK;
    }

    private void print(List<EnrichmentRequest> waiting) {
        PrintWriter out = spec.commandLine().getOut();
        if (!waiting.isEmpty()) {
            out.printf(ROW, "SEVERITY", "ALERT", "LAST PROVIDER", "WAITS FOR", "TIMES", "SINCE", "NEXT TRY", "KEY");
        }
        waiting.stream().limit(first).forEach(request -> {
            Parking parking = request.parking();
            out.printf(
                    ROW,
                    request.alert().severity(),
                    PrintableText.line(request.alert().name()),
                    lastProvider(request),
                    parking == null ? "" : parking.reason(),
                    parking == null ? 0 : parking.times(),
                    parking == null ? "" : seconds(parking.firstAt()),
                    parking == null ? "" : seconds(parking.notBefore()),
                    PrintableText.line(request.identity().key()));
        });
        out.printf("%d waiting%s%n", waiting.size(), waiting.size() > first ? ", the first " + first + " shown" : "");
        out.flush();
    }

    private static String lastProvider(EnrichmentRequest request) {
        List<ProviderAttempt> attempts = request.progress().attempts();
        return attempts.isEmpty() ? "" : attempts.get(attempts.size() - 1).provider();
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
