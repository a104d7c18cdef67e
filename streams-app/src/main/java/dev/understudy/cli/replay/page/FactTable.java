package dev.understudy.cli.replay.page;

import dev.understudy.comparison.AnswerFigures;
import dev.understudy.comparison.AnswerPair;
import dev.understudy.domain.enrichment.Assessment;
import dev.understudy.domain.request.EnrichedIncident;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What two answers say and took: a row for each fact that differs, and one line for those that do not. */
final class FactTable {
    private final Html rows = new Html();
    private final List<String> same = new ArrayList<>();
    private final AnswerPair pair;
    private boolean differs;

    private FactTable(AnswerPair pair) {
        this.pair = pair;
    }

    static Html of(AnswerPair pair) {
        FactTable table = new FactTable(pair);
        table.facts();
        Html html = new Html();
        if (table.differs) {
            html.open("table", "class", "facts")
                    .element("caption", "In what the two answers differ", "class", "unseen")
                    .open("thead")
                    .open("tr")
                    .element("td", "")
                    .element("th", "Before", "scope", "col")
                    .element("th", "After", "scope", "col")
                    .close("tr")
                    .close("thead")
                    .open("tbody")
                    .append(table.rows)
                    .close("tbody")
                    .close("table");
        }
        return table.same.isEmpty()
                ? html
                : html.element("p", "The same: " + String.join(", ", table.same) + ".", "class", "note");
    }

    private void facts() {
        fact("outcome", FactTable::outcome);
        fact(
                "severity",
                answer -> assessed(answer, assessment -> assessment.severity().name()));
        fact("asks for", answer -> assessed(answer, assessment -> words(assessment.actionability())));
        fact("provider", answer -> AnswerFigures.of(answer).provider());
        fact("model", answer -> {
            String model = AnswerFigures.of(answer).model();
            return model == null ? FigureText.NONE : model;
        });
        fact("cost", answer -> FigureText.dollars(AnswerFigures.of(answer).costUsdMicros()));
        fact("tokens", answer -> FigureText.count(AnswerFigures.of(answer).tokens()));
        fact("took", answer -> FigureText.millis(AnswerFigures.of(answer).totalMillis()));
    }

    private static String outcome(EnrichedIncident answer) {
        String reasons =
                answer.degradedReasons().stream().sorted().map(FactTable::words).collect(Collectors.joining(", "));
        return words(answer.outcome()) + (reasons.isEmpty() ? "" : ", degraded: " + reasons);
    }

    private static String assessed(EnrichedIncident answer, Function<Assessment, String> text) {
        return answer.enrichment() == null
                ? FigureText.NONE
                : text.apply(answer.enrichment().assessment());
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void fact(String what, Function<EnrichedIncident, String> text) {
        String before = text(pair.before(), text);
        String after = text(pair.after(), text);
        if (before.equals(after)) {
            same.add(what + " " + before);
            return;
        }
        differs = true;
        rows.open("tr")
                .element("th", what, "scope", "row")
                .element("td", before)
                .element("td", after)
                .close("tr");
    }

    private static String text(@Nullable EnrichedIncident answer, Function<EnrichedIncident, String> text) {
        return answer == null ? FigureText.NONE : text.apply(answer);
    }
}
