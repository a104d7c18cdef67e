package dev.understudy.cli.provider;

import dev.understudy.cli.options.PrintableText;
import dev.understudy.config.RouteConfig;
import dev.understudy.config.StormConfig;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.attempt.TokenEstimate;
import dev.understudy.policy.Route;
import dev.understudy.policy.RouteExplanation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which chain an alert gets, as a row of a table and notes below it. */
final class RouteLines {
    private static final String ROW = "%-6s  %-32s  %-8s  %-16s  %-36s  %s";
    private static final String NOTE = "        ";
    private static final String THEN = " > ";

    private RouteLines() {}

    static String head() {
        return ROW.formatted("LINE", "ALERT", "SEVERITY", "ROUTE", "CHAIN", "BECAUSE OF");
    }

    static List<String> of(int line, Alert alert, RouteExplanation found) {
        List<String> lines = new ArrayList<>();
        lines.add(ROW.formatted(
                line,
                PrintableText.line(alert.name()),
                alert.severity(),
                found.route().name(),
                chain(found.route()),
                found.because().isEmpty()
                        ? "nothing: it takes all"
                        : PrintableText.line(String.join(", ", found.because()))));
        order(found, lines);
        if (found.config().confined()) {
            lines.add(NOTE + "confined: no provider outside the chain");
        }
        found.tooSmall()
                .forEach((provider, larger) ->
                        lines.add(NOTE + "too long for " + provider + ": " + larger + " is asked before it"));
        StormConfig storm = found.config().storm();
        if (storm != null) {
            lines.add(NOTE + "storm: " + String.join(THEN, storm.chain()) + " when more than " + storm.queued()
                    + " requests wait");
        }
        return lines;
    }

    private static void order(RouteExplanation found, List<String> lines) {
        RouteConfig config = found.config();
        switch (config.order()) {
            case CHAIN -> {}
            case WEIGHTED ->
                lines.add(NOTE + "weighted: "
                        + each(
                                config.chain(),
                                provider -> String.valueOf(config.weights().get(provider)))
                        + "; who is first is drawn from the id of the request");
            case CHEAPEST ->
                lines.add(NOTE + "cheapest first: "
                        + each(found.expectedMicros().keySet(), provider -> dollars(found.expectedMicros(), provider))
                        + " US dollars for about " + found.promptTokens() + " tokens and an answer of "
                        + TokenEstimate.ANSWER);
            case FASTEST ->
                lines.add(NOTE + "fastest first, by the latest answers at a running instance; here as listed");
        }
    }

    private static String each(Iterable<String> providers, Function<String, String> figure) {
        List<String> figures = new ArrayList<>();
        providers.forEach(provider -> figures.add(provider + " " + figure.apply(provider)));
        return String.join(", ", figures);
    }

    private static String dollars(Map<String, Long> micros, String provider) {
        return BigDecimal.valueOf(micros.getOrDefault(provider, 0L), 6).toPlainString();
    }

    /** The chain, and who is asked beyond it when a provider says that a prompt is too long. */
    private static String chain(Route route) {
        String larger = route.chain().stream()
                .filter(route.largerWindows()::containsKey)
                .map(provider -> Map.entry(provider, route.largerWindows().getOrDefault(provider, "")))
                .filter(edge -> !route.chain().contains(edge.getValue()))
                .map(edge -> " (" + edge.getKey() + " too small: " + edge.getValue() + ")")
                .collect(Collectors.joining());
        return String.join(THEN, route.chain()) + larger;
    }
}
