package dev.understudy.cli.provider;

import dev.understudy.cli.options.AlertFile;
import dev.understudy.cli.options.ConfigFiles;
import dev.understudy.cli.options.ConfigOption;
import dev.understudy.cli.options.ExitCodes;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertBody;
import dev.understudy.domain.alert.AlertFormat;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.policy.RouteExplanation;
import dev.understudy.policy.Routes;
import dev.understudy.runtime.client.NumberedText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says for each alert of a file which chain of providers it gets, and why. No call is made, and no broker is asked. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Say for each alert of a file which chain of providers it gets, and why. Nothing is called or sent. Without "
                    + "a configuration the sandbox's is used.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  understudy route explain alerts.jsonl --config understudy.yaml",
            "  understudy route explain alerts.jsonl --json | jq 'select(.route == \"urgent\")'"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:all explained", " 1:something was not understood", " 2:wrong arguments"})
public final class RouteExplainCommand implements Callable<Integer> {
    private final AlertFormat format;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConfigOption config;

    @Parameters(paramLabel = "FILE", description = "File with one JSON text a line, or - for the standard input.")
    private String file = "-";

    @Option(names = "--json", description = "One JSON object a line instead of a table.")
    private boolean json;

    public RouteExplainCommand(ConfigFiles files, AlertFormat format) {
        this.config = new ConfigOption(files);
        this.format = format;
    }

    @Override
    public Integer call() throws IOException {
        UnderstudyConfig loaded = config.loadOrSandbox();
        Routes routes = Routes.of(loaded);
        PrintWriter out = spec.commandLine().getOut();
        if (!json) {
            out.println(RouteLines.head());
        }
        int refused = 0;
        try (AlertFile input = new AlertFile(file)) {
            for (NumberedText text : NumberedText.of(input.open())) {
                AlertBody body = format.read(record(text));
                body.alerts().forEach(alert -> print(text.line(), alert.alert(), routes));
                body.unreadable().forEach(unreadable -> spec.commandLine()
                        .getErr()
                        .println("understudy: line " + text.line() + " refused: " + unreadable.message()));
                refused += body.unreadable().size();
            }
        }
        out.flush();
        return refused == 0 ? ExitCodes.OK : ExitCodes.FAILURE;
    }

    private void print(int line, Alert alert, Routes routes) {
        RouteExplanation found = routes.explain(alert);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(RouteJson.of(line, alert, found));
        } else {
            RouteLines.of(line, alert, found).forEach(out::println);
        }
    }

    private static RawRecord record(NumberedText text) {
        return new RawRecord(
                new RecordRef("file", 0, text.line(), Instant.now(), 0),
                null,
                text.text().getBytes(StandardCharsets.UTF_8),
                List.of());
    }
}
