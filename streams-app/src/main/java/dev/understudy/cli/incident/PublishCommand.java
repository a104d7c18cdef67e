package dev.understudy.cli.incident;

import dev.understudy.cli.options.AlertInput;
import dev.understudy.cli.options.ConfigFiles;
import dev.understudy.cli.options.ConfigOption;
import dev.understudy.cli.options.ExitCodes;
import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.alert.AlertFormat;
import dev.understudy.runtime.client.AlertPublisher;
import dev.understudy.runtime.client.NumberedText;
import dev.understudy.runtime.client.PublishReport;
import dev.understudy.runtime.kafka.Broker;
import dev.understudy.serde.Codecs;
import dev.understudy.serde.Contract;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends alerts from a file. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Send alerts from JSON lines: single alerts, arrays of them, or whole Alertmanager webhook bodies. "
                    + "Without a configuration the sandbox's is used.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  understudy publish alerts.jsonl",
            "  understudy publish --json --rate 10 alerts.jsonl",
            "  amtool alert query -o json | understudy publish -"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:all sent", " 1:something was refused, or nothing could be sent", " 2:wrong arguments"})
public final class PublishCommand implements Callable<Integer> {
    private final ConfigFiles files;
    private final AlertFormat format;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "FILE", description = "File with one JSON text a line, or - for the standard input.")
    private String file = "-";

    @Option(names = "--json", description = "Send the lines as they are, without Avro and without a key.")
    private boolean json;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            defaultValue = Topics.INCIDENTS,
            description = "Default: ${DEFAULT-VALUE}.")
    private String topic = Topics.INCIDENTS;

    @Option(names = "--rate", paramLabel = "N", description = "Lines a second. Default: as fast as it goes.")
    private int rate;

    public PublishCommand(ConfigFiles files, AlertFormat format) {
        this.files = files;
        this.format = format;
    }

    @Override
    public Integer call() throws IOException {
        try (BufferedReader input = AlertInput.open(file)) {
            UnderstudyConfig loaded = files.loadOrSandbox(config.file, spec).config();
            try (Broker broker = Broker.connect(loaded, Duration.ofSeconds(10))) {
                broker.partitionsOf(topic);
            }
            return print(publish(loaded, NumberedText.of(input)));
        }
    }

    private PublishReport publish(UnderstudyConfig loaded, Iterable<NumberedText> texts) {
        try (AlertPublisher publisher = AlertPublisher.connect(loaded)) {
            if (json) {
                return publisher.publishAsTheyAre(texts, topic, rate);
            }
            try (Codecs codecs = Codecs.create(loaded.schemaRegistry())) {
                return publisher.publish(texts, topic, format, codecs.codec(Contract.ALERT, topic), rate);
            }
        }
    }

    private int print(PublishReport report) {
        PrintWriter err = spec.commandLine().getErr();
        for (PublishReport.Refusal refusal : report.refusals()) {
            err.println("understudy: line " + refusal.line() + " refused: " + refusal.reason());
        }
        err.flush();
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "sent %d to %s, refused %d%n",
                report.sent(), topic, report.refusals().size());
        out.flush();
        return report.refusals().isEmpty() ? ExitCodes.OK : ExitCodes.FAILURE;
    }
}
