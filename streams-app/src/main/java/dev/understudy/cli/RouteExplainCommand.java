package dev.understudy.cli;

import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertBody;
import dev.understudy.domain.alert.AlertFormat;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.policy.Route;
import dev.understudy.policy.Routes;
import dev.understudy.runtime.client.NumberedText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
        footer = {"", "Examples:", "  understudy route explain alerts.jsonl --config understudy.yaml"},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:all explained", " 1:something was not understood", " 2:wrong arguments"})
final class RouteExplainCommand implements Callable<Integer> {
    private static final String ROW = "%-6s  %-32s  %-8s  %-16s  %-36s  %s%n";

    private final ConfigFiles files;
    private final AlertFormat format;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "FILE", description = "File with one JSON text a line, or - for the standard input.")
    private String file = "-";

    RouteExplainCommand(ConfigFiles files, AlertFormat format) {
        this.files = files;
        this.format = format;
    }

    @Override
    public Integer call() throws IOException {
        UnderstudyConfig loaded = files.loadOrSandbox(config.file, spec).config();
        Routes routes = Routes.of(loaded);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(ROW, "LINE", "ALERT", "SEVERITY", "ROUTE", "CHAIN", "BECAUSE OF");
        int refused = 0;
        try (BufferedReader input = AlertInput.open(file)) {
            for (NumberedText text : NumberedText.of(input)) {
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
        Route route = routes.forAlert(alert);
        List<String> because = routes.because(alert);
        spec.commandLine()
                .getOut()
                .printf(
                        ROW,
                        line,
                        IncidentCard.line(alert.name()),
                        alert.severity(),
                        route.name(),
                        chain(route),
                        because.isEmpty() ? "nothing: it takes all" : IncidentCard.line(String.join(", ", because)));
    }

    /** The chain, and who is asked beyond it when a prompt is too long. */
    private static String chain(Route route) {
        String larger = route.chain().stream()
                .filter(route.largerWindows()::containsKey)
                .map(provider -> Map.entry(provider, route.largerWindows().getOrDefault(provider, "")))
                .filter(edge -> !route.chain().contains(edge.getValue()))
                .map(edge -> " (" + edge.getKey() + " too small: " + edge.getValue() + ")")
                .collect(Collectors.joining());
        return String.join(" > ", route.chain()) + larger;
    }

    private static RawRecord record(NumberedText text) {
        return new RawRecord(
                new RecordRef("file", 0, text.line(), Instant.now(), 0),
                null,
                text.text().getBytes(StandardCharsets.UTF_8),
                List.of());
    }
}
