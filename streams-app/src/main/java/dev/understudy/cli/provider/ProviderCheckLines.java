package dev.understudy.cli.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.cli.options.PrintableText;
import dev.understudy.domain.attempt.TokenUsage;
import dev.understudy.provider.FailureAdvice;
import dev.understudy.runtime.check.ProviderCheck;
import dev.understudy.runtime.check.RunningInstance;
import dev.understudy.runtime.check.RunningProvider;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the results of a check are printed. */
final class ProviderCheckLines {
    private static final List<String> HEADINGS = List.of("PROVIDER", "DIALECT", "MODEL", "STATE", "LATENCY", "TOKENS");
    private static final String RUNNING = "IN THE RUNNING INSTANCE";
    private static final String GAP = "  ";

    private ProviderCheckLines() {}

    /** A table as wide as its words, and below each provider that is not fine what to do about it. */
    static List<String> table(List<ProviderCheck> checks, RunningInstance running) {
        List<String> headings = running.answers() ? plus(HEADINGS, RUNNING) : HEADINGS;
        List<List<String>> rows = checks.stream()
                .map(check -> running.answers() ? plus(row(check), seen(check, running)) : row(check))
                .toList();
        int[] widths = new int[headings.size()];
        for (int column = 0; column < widths.length; column++) {
            int at = column;
            widths[column] = Math.max(
                    headings.get(at).length(),
                    rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(headings, widths));
        for (int i = 0; i < rows.size(); i++) {
            lines.add(line(rows.get(i), widths));
            lines.addAll(explanation(checks.get(i)));
        }
        if (!running.answers()) {
            lines.add("no running instance answers at " + running.address() + " (http.bind, http.port)");
        }
        return lines;
    }

    private static List<String> plus(List<String> cells, String last) {
        List<String> more = new ArrayList<>(cells);
        more.add(last);
        return more;
    }

    private static String seen(ProviderCheck check, RunningInstance running) {
        RunningProvider provider = running.providers().get(check.provider());
        if (provider == null) {
            return "not configured there";
        }
        StringBuilder words =
                new StringBuilder(provider.condition().toLowerCase(Locale.ROOT).replace('_', ' '));
        add(words, " since ", provider.since());
        add(words, ": ", provider.reason());
        add(words, ", next probe ", provider.nextProbe());
        add(words, ", drill: ", provider.drill());
        return PrintableText.line(words.toString());
    }

    private static void add(StringBuilder words, String before, @Nullable Object word) {
        if (word != null) {
            words.append(before).append(word instanceof Instant at ? at.truncatedTo(ChronoUnit.SECONDS) : word);
        }
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
    static List<String> json(List<ProviderCheck> checks, RunningInstance running) {
        return checks.stream()
                .map(check -> object(check)
                        .<ObjectNode>set("running", running(running.providers().get(check.provider())))
                        .toString())
                .toList();
    }

    /** Null when no instance answers, or when the one that does has no such provider. */
    private static JsonNode running(@Nullable RunningProvider provider) {
        if (provider == null) {
            return JsonNodeFactory.instance.nullNode();
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("condition", provider.condition());
        put(object, "since", provider.since());
        put(object, "reason", provider.reason());
        put(object, "nextProbe", provider.nextProbe());
        put(object, "drill", provider.drill());
        return object;
    }

    private static void put(ObjectNode object, String field, @Nullable Object value) {
        if (value != null) {
            object.put(field, value.toString());
        }
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
