package dev.understudy.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.domain.attempt.TokenUsage;
import dev.understudy.provider.FailureAdvice;
import dev.understudy.runtime.check.ProviderCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the results of a check are printed. */
final class ProviderCheckLines {
    private static final List<String> HEADINGS = List.of("PROVIDER", "DIALECT", "MODEL", "STATE", "LATENCY", "TOKENS");
    private static final String GAP = "  ";

    private ProviderCheckLines() {}

    /** A table as wide as its words, and below each provider that is not fine what to do about it. */
    static List<String> table(List<ProviderCheck> checks) {
        List<List<String>> rows = checks.stream().map(ProviderCheckLines::row).toList();
        int[] widths = new int[HEADINGS.size()];
        for (int column = 0; column < widths.length; column++) {
            int at = column;
            widths[column] = Math.max(
                    HEADINGS.get(at).length(),
                    rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(HEADINGS, widths));
        for (int i = 0; i < rows.size(); i++) {
            lines.add(line(rows.get(i), widths));
            lines.addAll(explanation(checks.get(i)));
        }
        return lines;
    }

    private static List<String> row(ProviderCheck check) {
        return List.of(
                check.provider(),
                check.dialect(),
                check.model(),
                check.state(),
                String.format(Locale.ROOT, "%.2f s", check.latency().toMillis() / 1000.0),
                tokens(check));
    }

    private static String tokens(ProviderCheck check) {
        TokenUsage tokens = check.tokens();
        return tokens == null ? "-" : tokens.input() + " in, " + tokens.output() + " out";
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            line.append(cells.get(column))
                    .append(" ".repeat(widths[column] - cells.get(column).length()))
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private static List<String> explanation(ProviderCheck check) {
        FailureAdvice advice = check.advice();
        if (advice == null) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("    " + advice.problem() + ": " + advice.remedy());
        if (check.said() != null) {
            lines.add("    said: " + check.said());
        }
        return lines;
    }

    /** One object a line. */
    static List<String> json(List<ProviderCheck> checks) {
        return checks.stream().map(check -> object(check).toString()).toList();
    }

    private static ObjectNode object(ProviderCheck check) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("provider", check.provider());
        object.put("dialect", check.dialect());
        object.put("model", check.model());
        object.put("state", check.state());
        object.put("latencyMillis", check.latency().toMillis());
        TokenUsage tokens = check.tokens();
        if (tokens != null) {
            object.put("inputTokens", tokens.input());
            object.put("outputTokens", tokens.output());
        }
        FailureAdvice advice = check.advice();
        if (advice != null) {
            object.put("problem", advice.problem());
            object.put("remedy", advice.remedy());
            object.put("said", check.said());
        }
        return object;
    }
}
