package dev.understudy.cli.replay.page;

import dev.understudy.comparison.golden.AnswerScore;
import dev.understudy.comparison.golden.Fault;
import dev.understudy.comparison.golden.GoldenScore;

/** What the answers after miss of the golden set. */
final class GoldenSection {
    private static final int MOST = 200;

    private GoldenSection() {}

    static Html of(GoldenScore score) {
        Html html =
                new Html().open("section", "class", "card wide", "id", "golden").element("h2", "Golden set");
        html.element(
                "p",
                FigureText.percent(score.percent()) + ": " + FigureText.count(score.met()) + " of "
                        + FigureText.count(score.expectations()) + " expectations met, in "
                        + FigureText.count(score.answers().size()) + " answers.",
                "class",
                "lead");
        if (!score.unanswered().isEmpty()) {
            html.element("p", "No answer to: " + String.join(", ", score.unanswered()), "class", "note");
        }
        if (!score.faulty().isEmpty()) {
            faults(html, score);
        }
        return html.close("section");
    }

    private static void faults(Html html, GoldenScore score) {
        html.open("table", "class", "faults")
                .element(
                        "caption",
                        "Answers at fault, the worst first" + cut(score.faulty().size()))
                .open("thead")
                .open("tr")
                .element("th", "Alert", "scope", "col")
                .element("th", "Met", "scope", "col")
                .element("th", "Faults", "scope", "col")
                .close("tr")
                .close("thead")
                .open("tbody");
        score.faulty().stream().limit(MOST).forEach(answer -> row(html, answer));
        html.close("tbody").close("table");
    }

    private static String cut(int faulty) {
        return faulty <= MOST ? "." : "; these are the first " + MOST + " of " + faulty + ".";
    }

    private static void row(Html html, AnswerScore answer) {
        html.open("tr")
                .open("th", "scope", "row")
                .text(answer.alert())
                .element("span", answer.fingerprint(), "class", "note")
                .close("th")
                .element("td", answer.met() + " of " + answer.expectations(), "class", "number")
                .open("td")
                .open("ul");
        for (Fault fault : answer.faults()) {
            html.open("li")
                    .element("strong", fault.kind().words())
                    .text(": " + fault.what())
                    .close("li");
        }
        html.close("ul").close("td").close("tr");
    }
}
