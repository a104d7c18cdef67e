package dev.understudy.cli.incident;

import dev.understudy.cli.options.AlertFile;
import dev.understudy.cli.options.ConfigFiles;
import dev.understudy.cli.options.ConfigOption;
import dev.understudy.cli.options.ExitCodes;
import dev.understudy.cli.options.PrintableText;
import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertBody;
import dev.understudy.domain.alert.AlertFormat;
import dev.understudy.runtime.client.AlertPublisher;
import dev.understudy.runtime.client.FreshTimes;
import dev.understudy.runtime.client.NumberedText;
import dev.understudy.runtime.client.PublishReport;
import dev.understudy.runtime.kafka.Broker;
import dev.understudy.serde.Codecs;
import dev.understudy.serde.Contract;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends alerts from a file. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Send alerts from JSON, one a line or pretty-printed: single alerts, arrays of them, or whole webhook "
                    + "bodies. Without a configuration the sandbox's is used.",
            "",
            "What is sent again as it was is a repeat to Understudy: it is given the earlier answer, and costs no call "
                    + "(reuse). With --fresh each pass over the file is an episode of its own, which begins now; for a "
                    + "call each, set reuse.enabled to false as well.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  understudy publish alerts.jsonl",
            "  understudy publish --dry-run webhook-body.json",
            "  understudy publish --json --rate 10 alerts.jsonl",
            "  understudy publish --repeat 0 --fresh --rate 5 alerts.jsonl     until Ctrl-C",
            "  amtool alert query -o json | understudy publish -"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:all sent", " 1:something was refused, or nothing could be sent", " 2:wrong arguments"})
public final class PublishCommand implements Callable<Integer> {
    private static final String ROW = "%-6s  %-24s  %-32s  %-8s  %s%n";

    private final AlertFormat format;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConfigOption config;

    @Parameters(paramLabel = "FILE", description = "File with JSON texts, or - for the standard input.")
    private String file = "-";

    @Option(names = "--json", description = "Send the lines as they are, without Avro and without a key.")
    private boolean json;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            defaultValue = Topics.INCIDENTS,
            description = "Default: ${DEFAULT-VALUE}.")
    private String topic = Topics.INCIDENTS;

    @Option(names = "--rate", paramLabel = "N", description = "Texts a second. Default: as fast as it goes.")
    private int rate;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "1",
            description = "Send the file so many times; 0: until stopped. Default: ${DEFAULT-VALUE}.")
    private int repeat = 1;

    @Option(names = "--fresh", description = "Let alerts begin with each pass over the file, instead of when they did.")
    private boolean fresh;

    @Option(names = "--dry-run", description = "Show what would be sent. Nothing is, and no broker is needed.")
    private boolean dryRun;

    public PublishCommand(ConfigFiles files, AlertFormat format) {
        this.config = new ConfigOption(files);
        this.format = format;
    }

    @Override
    public Integer call() throws IOException {
        refuse(repeat < 0, "--repeat must not be negative");
        refuse(repeat != 1 && file.equals("-"), "--repeat needs a file: the standard input is there once");
        refuse(fresh && json, "--fresh changes alerts, and --json sends the lines as they are");
        try (AlertFile input = new AlertFile(file)) {
            if (dryRun) {
                return preview(NumberedText.of(input.open()));
            }
            UnderstudyConfig loaded = config.loadOrSandbox();
            try (Broker broker = Broker.connect(loaded, Duration.ofSeconds(10))) {
                broker.partitionsOf(topic);
            }
            return print(publish(loaded, input));
        }
    }

    private void refuse(boolean wrong, String why) {
        if (wrong) {
            throw new ParameterException(spec.commandLine(), why);
        }
    }

    private int preview(Iterable<NumberedText> texts) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(ROW, "LINE", "KEY", "ALERT", "STATUS", "SEVERITY");
        int alerts = 0;
        List<PublishReport.Refusal> refusals = new ArrayList<>();
        for (NumberedText text : texts) {
            AlertBody body = text.decode(format, topic, Instant.now());
            body.unreadable().forEach(unreadable -> refusals.add(PublishReport.Refusal.of(text.line(), unreadable)));
            body.alerts().forEach(keyed -> print(out, text.line(), keyed.alert()));
            alerts += body.alerts().size();
        }
        out.printf("would send %d to %s, refuse %d%n", alerts, topic, refusals.size());
        out.flush();
        return print(refusals);
    }

    private static void print(PrintWriter out, int line, Alert alert) {
        out.printf(
                ROW,
                line,
                PrintableText.line(alert.key().value()),
                PrintableText.line(alert.name()),
                alert.status(),
                alert.severity());
    }

    private PublishReport publish(UnderstudyConfig loaded, AlertFile input) {
        FreshTimes times = new FreshTimes(Clock.systemUTC());
        Iterable<NumberedText> texts = NumberedText.repeated(input::open, repeat, times::beginPass);
        try (AlertPublisher publisher = AlertPublisher.connect(loaded)) {
            if (json) {
                return publisher.publishAsTheyAre(texts, topic, rate);
            }
            UnaryOperator<Alert> change = fresh ? times : UnaryOperator.identity();
            try (Codecs codecs = Codecs.create(loaded.schemaRegistry())) {
                return publisher.publish(texts, topic, format, change, codecs.codec(Contract.ALERT, topic), rate);
            }
        }
    }

    private int print(PublishReport report) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "sent %d to %s, refused %d%n",
                report.sent(), topic, report.refusals().size());
        out.flush();
        return print(report.refusals());
    }

    private int print(List<PublishReport.Refusal> refusals) {
        PrintWriter err = spec.commandLine().getErr();
        for (PublishReport.Refusal refusal : refusals) {
            err.println("understudy: line " + refusal.line() + " refused: " + refusal.reason());
        }
        err.flush();
        return refusals.isEmpty() ? ExitCodes.OK : ExitCodes.FAILURE;
    }
}
