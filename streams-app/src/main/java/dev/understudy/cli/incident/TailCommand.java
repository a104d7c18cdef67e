package dev.understudy.cli.incident;

import dev.understudy.cli.options.ConfigFiles;
import dev.understudy.cli.options.ConfigOption;
import dev.understudy.cli.options.DurationText;
import dev.understudy.cli.options.ExitCodes;
import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.runtime.client.TopicTail;
import dev.understudy.runtime.kafka.Broker;
import dev.understudy.serde.Codec;
import dev.understudy.serde.Codecs;
import dev.understudy.serde.Contract;
import dev.understudy.serde.UndecodableException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows enriched incidents. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Show the last enriched incidents, and on a terminal those that follow. "
                    + "Without a configuration the sandbox's is used.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  understudy tail                            the last 100, then what follows, until Ctrl-C",
            "  understudy tail -n 5 --no-follow",
            "  understudy tail --json --timeout 30s | jq .outcome"
        })
public final class TailCommand implements Callable<Integer> {
    private final ConfigFiles files;
    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = {"-n", "--last"},
            paramLabel = "N",
            defaultValue = "100",
            description = "How many of the last ones. Default: ${DEFAULT-VALUE}.")
    private int last = 100;

    @Option(
            names = {"-f", "--follow"},
            negatable = true,
            description = "Go on with those that follow. Default: on a terminal, and with --timeout.")
    private @Nullable Boolean follow;

    @Option(names = "--json", description = "One JSON object a line instead of cards.")
    private boolean json;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationText.class,
            description = "End after this time, such as 30s.")
    private @Nullable Duration timeout;

    public TailCommand(ConfigFiles files, Map<String, String> environment) {
        this.files = files;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        UnderstudyConfig loaded = files.loadOrSandbox(config.file, spec).config();
        int partitions;
        try (Broker broker = Broker.connect(loaded, Duration.ofSeconds(10))) {
            partitions = broker.partitionsOf(Topics.ENRICHED);
        }
        try (Codecs codecs = Codecs.create(loaded.schemaRegistry());
                TopicTail tail = TopicTail.connect(loaded, Topics.ENRICHED, partitions)) {
            Codec<EnrichedIncident> codec = codecs.codec(Contract.ENRICHED_INCIDENT, Topics.ENRICHED);
            long end = System.nanoTime() + (timeout == null ? 0 : timeout.toNanos());
            print(tail.last(last), codec);
            while (follows() && (timeout == null || System.nanoTime() < end)) {
                print(tail.next(), codec);
            }
        }
        return ExitCodes.OK;
    }

    private boolean follows() {
        return follow == null ? timeout != null || isTerminal() : follow;
    }

    private void print(List<ConsumerRecord<byte[], byte[]>> records, Codec<EnrichedIncident> codec) {
        PrintWriter out = spec.commandLine().getOut();
        IncidentText text = json ? new IncidentJson() : new IncidentCard(colours());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.value() == null) {
                continue;
            }
            try {
                out.println(text.of(codec.decode(record.value())));
            } catch (UndecodableException e) {
                spec.commandLine()
                        .getErr()
                        .printf(
                                "understudy: %s-%d offset %d %s%n",
                                record.topic(), record.partition(), record.offset(), e.getMessage());
            }
        }
        out.flush();
    }

    private boolean colours() {
        return isTerminal() && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** Only the launcher can tell on every JDK whether the standard output is a terminal. */
    private boolean isTerminal() {
        return environment.getOrDefault("UNDERSTUDY_TERMINAL", "").equals("1");
    }
}
