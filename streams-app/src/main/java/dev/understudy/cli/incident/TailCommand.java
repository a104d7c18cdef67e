package dev.understudy.cli.incident;

import dev.understudy.cli.options.ConfigFiles;
import dev.understudy.cli.options.ConfigOption;
import dev.understudy.cli.options.DurationText;
import dev.understudy.cli.options.ExitCodes;
import dev.understudy.cli.options.MomentText;
import dev.understudy.cli.options.Terminal;
import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.runtime.client.TopicTail;
import dev.understudy.runtime.kafka.Broker;
import dev.understudy.serde.Codec;
import dev.understudy.serde.Codecs;
import dev.understudy.serde.Contract;
import dev.understudy.serde.IncidentJson;
import dev.understudy.serde.UndecodableException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
            "  understudy tail --severity critical --degraded --since 2h",
            "  understudy tail --json --timeout 30s | jq .outcome"
        })
public final class TailCommand implements Callable<Integer> {
    /** Of those since a moment. */
    private static final int MOST = 10_000;

    private static final int LAST = 100;

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConfigOption config;

    @Option(
            names = {"-n", "--last"},
            paramLabel = "N",
            description = "How many of the last ones. Default: " + LAST + ", and with --since " + MOST + ".")
    private @Nullable Integer last;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = MomentText.class,
            description = "From then on: how long ago (2h, 7d), or 2026-03-14T01:52:00Z.")
    private @Nullable Instant since;

    @Mixin
    private IncidentOptions incidents = new IncidentOptions();

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

    public TailCommand(ConfigFiles files, Terminal terminal) {
        this.config = new ConfigOption(files);
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        UnderstudyConfig loaded = config.loadOrSandbox();
        int partitions;
        try (Broker broker = Broker.connect(loaded, Duration.ofSeconds(10))) {
            partitions = broker.partitionsOf(Topics.ENRICHED);
        }
        try (Codecs codecs = Codecs.create(loaded.schemaRegistry())) {
            Codec<EnrichedIncident> codec = codecs.codec(Contract.ENRICHED_INCIDENT, Topics.ENRICHED);
            try (TopicTail tail = TopicTail.connect(
                    loaded, Topics.ENRICHED, partitions, incidents.filter().on(codec))) {
                print(tail, codec);
            }
        }
        return ExitCodes.OK;
    }

    /** Ends when all is printed, when the time is over, or when nobody reads it any more. */
    private void print(TopicTail tail, Codec<EnrichedIncident> codec) {
        long end = System.nanoTime() + (timeout == null ? 0 : timeout.toNanos());
        boolean isRead = print(first(tail), codec);
        while (isRead && follows() && (timeout == null || System.nanoTime() < end)) {
            isRead = print(tail.next(), codec);
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> first(TopicTail tail) {
        return since == null ? tail.last(last == null ? LAST : last) : tail.since(since, last == null ? MOST : last);
    }

    private boolean follows() {
        return follow == null ? timeout != null || terminal.isThere() : follow;
    }

    /** False when nobody reads it. */
    private boolean print(List<ConsumerRecord<byte[], byte[]>> records, Codec<EnrichedIncident> codec) {
        PrintWriter out = spec.commandLine().getOut();
        IncidentText text = json ? IncidentJson::of : new IncidentCard(terminal.hasColours());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.value() == null) {
                continue;
            }
            try {
                out.println(text.of(codec.decode(record.value())));
                if (Terminal.isClosed(out)) {
                    return false;
                }
            } catch (UndecodableException e) {
                spec.commandLine()
                        .getErr()
                        .printf(
                                "understudy: %s-%d offset %d %s%n",
                                record.topic(), record.partition(), record.offset(), e.getMessage());
            }
        }
        return true;
    }
}
