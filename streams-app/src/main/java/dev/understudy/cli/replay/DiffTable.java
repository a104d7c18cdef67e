package dev.understudy.cli.replay;

import dev.understudy.cli.options.PrintableText;
import dev.understudy.cli.replay.page.FigureText;
import dev.understudy.comparison.AnswerFigures;
import dev.understudy.comparison.AnswerPair;
import dev.understudy.comparison.ChangeKind;
import dev.understudy.comparison.Comparison;
import dev.understudy.comparison.SeverityMatrix;
import dev.understudy.comparison.SideFigures;
import dev.understudy.comparison.gate.Report;
import dev.understudy.comparison.golden.AnswerScore;
import dev.understudy.comparison.golden.GoldenScore;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.request.EnrichedIncident;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A report as text: counts, figures, and then what changed, alert by alert. */
final class DiffTable {
    /** More of them are for the page. */
    private static final int MOST = 20;

    private final StringBuilder text = new StringBuilder();

    private DiffTable() {}

    static String of(Report report) {
        DiffTable table = new DiffTable();
        Comparison comparison = report.comparison();
        table.line(PrintableText.line(comparison.run()) + ": " + counted(comparison.alerts(), "alert") + ", "
                + counted(comparison.changed().size(), "answer") + " changed");
        table.line("");
        comparison.counts().forEach((kind, count) -> table.format("%10d  %s", count, kind.words()));
        table.gap(comparison.counts().isEmpty());
        table.figures(comparison.before(), comparison.after());
        table.severities(comparison.severities());
        table.changed(comparison.changed());
        if (report.golden() != null) {
            table.golden(report.golden());
        }
        report.failures().forEach(failure -> table.line("Not good enough: " + failure));
        return table.text.toString();
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private void figures(SideFigures before, SideFigures after) {
        format("%-24s  %14s  %14s  %10s", "", "BEFORE", "AFTER", "CHANGE");
        counts("answers", before.answers(), after.answers());
        counts("degraded", before.degraded(), after.degraded());
        TreeSet<String> providers = new TreeSet<>(before.providers().keySet());
        providers.addAll(after.providers().keySet());
        for (String provider : providers) {
            counts(
                    "by " + PrintableText.line(provider),
                    before.providers().getOrDefault(provider, 0L),
                    after.providers().getOrDefault(provider, 0L));
        }
        row(
                "cost",
                FigureText.dollars(before.costUsdMicros()),
                FigureText.dollars(after.costUsdMicros()),
                FigureText.change(before.costUsdMicros(), after.costUsdMicros()));
        counts("answers without a price", before.unpriced(), after.unpriced());
        counts("input tokens", before.inputTokens(), after.inputTokens());
        counts("output tokens", before.outputTokens(), after.outputTokens());
        for (int percent : new int[] {50, 95, 99}) {
            times(
                    "answer, p" + percent,
                    before.total().percentile(percent),
                    after.total().percentile(percent));
        }
        for (int percent : new int[] {50, 95, 99}) {
            times(
                    "call, p" + percent,
                    before.call().percentile(percent),
                    after.call().percentile(percent));
        }
        line("");
    }

    private void counts(String what, long before, long after) {
        String change = before == 0 && after > 0 ? "+" + after : FigureText.change(before, after);
        row(what, FigureText.count(before), FigureText.count(after), change);
    }

    private void times(String what, long before, long after) {
        row(what, FigureText.millis(before), FigureText.millis(after), FigureText.change(before, after));
    }

    private void row(String what, String before, String after, String change) {
        format("%-24s  %14s  %14s  %10s", what, before, after, change);
    }

    private void severities(SeverityMatrix matrix) {
        String columns = SeverityMatrix.ORDER.stream()
                .map(severity -> String.format(Locale.ROOT, "  %8s", severity))
                .collect(Collectors.joining());
        line("severity before, and" + columns + "  after");
        for (Severity before : SeverityMatrix.ORDER) {
            if (matrix.before(before) > 0) {
                String counts = SeverityMatrix.ORDER.stream()
                        .map(after -> matrix.count(before, after))
                        .map(count -> String.format(Locale.ROOT, "  %8s", count == 0 ? "." : count.toString()))
                        .collect(Collectors.joining());
                line(String.format(Locale.ROOT, "%20s", before) + counts);
            }
        }
        line("");
    }

    private void changed(List<AnswerPair> changed) {
        for (AnswerPair pair : changed.subList(0, Math.min(MOST, changed.size()))) {
            line(PrintableText.line(pair.alert().name()) + ", fingerprint "
                    + PrintableText.line(pair.alert().fingerprint()) + ", request " + pair.requestId());
            line("  " + pair.changes().stream().map(ChangeKind::words).collect(Collectors.joining(", ")));
            line("  before: " + answer(pair.before()));
            line("  after:  " + answer(pair.after()));
        }
        if (changed.size() > MOST) {
            line("... and " + (changed.size() - MOST) + " more; --format json and --html have more of them");
        }
        gap(changed.isEmpty());
    }

    private static String answer(@Nullable EnrichedIncident answer) {
        if (answer == null) {
            return FigureText.NONE;
        }
        AnswerFigures figures = AnswerFigures.of(answer);
        String said = answer.enrichment() == null
                ? answer.outcome().name()
                : answer.enrichment().assessment().severity() + ", "
                        + answer.enrichment().assessment().actionability() + ", "
                        + PrintableText.line(answer.enrichment().title());
        return said + " (" + PrintableText.line(figures.provider()) + (answer.degraded() ? ", degraded" : "") + ", "
                + FigureText.dollars(figures.costUsdMicros()) + ", " + FigureText.millis(figures.totalMillis()) + ")";
    }

    private void golden(GoldenScore score) {
        line("golden set: " + FigureText.percent(score.percent()) + ", " + score.met() + " of " + score.expectations()
                + " expectations met");
        for (AnswerScore answer : score.faulty()) {
            line(PrintableText.line(answer.alert()) + ", fingerprint " + PrintableText.line(answer.fingerprint())
                    + ", request " + answer.requestId());
            answer.faults()
                    .forEach(fault -> line("  " + fault.kind().words() + ": " + PrintableText.line(fault.what())));
        }
        if (!score.unanswered().isEmpty()) {
            line("no answer to: " + PrintableText.line(String.join(", ", score.unanswered())));
        }
        line("");
    }

    private void gap(boolean none) {
        if (!none) {
            line("");
        }
    }

    private void format(String format, Object... values) {
        line(String.format(Locale.ROOT, format, values).stripTrailing());
    }

    private void line(String line) {
        text.append(line).append(System.lineSeparator());
    }
}
