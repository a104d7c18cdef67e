package dev.understudy.comparison;

import dev.understudy.domain.alert.Link;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.domain.enrichment.Hypothesis;
import dev.understudy.domain.enrichment.SuggestedAction;
import dev.understudy.domain.request.EnrichedIncident;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One text of an answer, before and after; an empty one is none.
 *
 * @param name what the text is, for people
 */
public record TextPart(String name, String before, String after) {
    private static final List<Part> PARTS = List.of(
            new Part("Title", Enrichment::title),
            new Part("Summary", Enrichment::summary),
            new Part("Severity because", answer -> answer.assessment().severityRationale()),
            new Part("Impact", Enrichment::impact),
            new Part(
                    "Probable causes",
                    answer -> lines(answer.hypotheses().stream().map(TextPart::cause))),
            new Part(
                    "Actions",
                    answer -> lines(answer.suggestedActions().stream().map(TextPart::action))),
            new Part("Affected services", answer -> lines(answer.affectedServices().stream())),
            new Part("Not known", answer -> lines(answer.dataGaps().stream())),
            new Part("Links", answer -> lines(answer.links().stream().map(TextPart::link))));

    private record Part(String name, Function<Enrichment, String> text) {
        TextPart of(@Nullable Enrichment before, @Nullable Enrichment after) {
            return new TextPart(name, before == null ? "" : text.apply(before), after == null ? "" : text.apply(after));
        }
    }

    /** The texts of two answers, those that are empty in both left out. */
    public static List<TextPart> of(@Nullable EnrichedIncident before, @Nullable EnrichedIncident after) {
        Enrichment then = before == null ? null : before.enrichment();
        Enrichment now = after == null ? null : after.enrichment();
        return PARTS.stream()
                .map(part -> part.of(then, now))
                .filter(part -> !part.before().isEmpty() || !part.after().isEmpty())
                .toList();
    }

    /** True when a reader would read something else. */
    public boolean differs() {
        return !before.equals(after);
    }

    private static String cause(Hypothesis hypothesis) {
        String evidence = hypothesis.evidence().isEmpty() ? "" : ": " + String.join("; ", hypothesis.evidence());
        return hypothesis.cause() + " (" + hypothesis.confidence().name().toLowerCase(Locale.ROOT) + " confidence)"
                + evidence;
    }

    private static String action(SuggestedAction action) {
        return action.description() + (action.command() == null ? "" : " $ " + action.command());
    }

    private static String link(Link link) {
        return link.text().isEmpty() ? link.href() : link.text() + " " + link.href();
    }

    private static String lines(Stream<String> lines) {
        return String.join("\n", lines.toList());
    }
}
