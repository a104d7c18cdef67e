package dev.understudy.policy;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.Link;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.enrichment.ActionRisk;
import dev.understudy.domain.enrichment.Actionability;
import dev.understudy.domain.enrichment.Assessment;
import dev.understudy.domain.enrichment.Confidence;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.domain.enrichment.FaultDomain;
import dev.understudy.domain.enrichment.SuggestedAction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The last rung of every chain: an enrichment from labels, annotations and links alone. Always available. */
public final class Rules {
    private static final int TITLE_LENGTH = 200;
    private static final int TEXT_LENGTH = 3_000;
    private static final int NAME_LENGTH = 255;
    private static final int LINK_LENGTH = 2_000;
    private static final int MOST_LINKS = 20;

    private Rules() {}

    /** What can be said about an alert without a model. */
    public static Enrichment enrich(Alert alert) {
        String subject = subject(alert);
        String title = subject == null ? alert.name() : alert.name() + " on " + subject;
        String text = Stream.of(alert.summary(), alert.description())
                .filter(part -> !part.isBlank())
                .distinct()
                .reduce((first, second) -> first + "\n" + second)
                .orElse(title);
        return new Enrichment(
                cut(title, TITLE_LENGTH),
                cut(text, TEXT_LENGTH),
                new Assessment(
                        alert.severity(),
                        "As the source says.",
                        actionability(alert.severity()),
                        FaultDomain.UNKNOWN,
                        Confidence.LOW,
                        null),
                "",
                alert.place().service() == null
                        ? List.of()
                        : List.of(cut(alert.place().service(), NAME_LENGTH)),
                List.of(),
                actions(alert, subject),
                List.of("No model has looked at this alert yet."),
                List.of(),
                links(alert.links()),
                List.of("rule-based"));
    }

    /** A link that is cut leads nowhere, so one that is too long is left out. */
    private static List<Link> links(List<Link> links) {
        return links.stream()
                .filter(link -> link.href().length() <= LINK_LENGTH)
                .limit(MOST_LINKS)
                .map(link -> new Link(cut(link.rel(), NAME_LENGTH), link.href(), cut(link.text(), TITLE_LENGTH)))
                .toList();
    }

    private static Actionability actionability(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> Actionability.ACTION_REQUIRED;
            case WARNING, LOW, UNKNOWN -> Actionability.ACTION_SUGGESTED;
            case INFO -> Actionability.NO_ACTION;
        };
    }

    private static List<SuggestedAction> actions(Alert alert, @Nullable String subject) {
        List<SuggestedAction> actions = new ArrayList<>();
        for (Link link : alert.links()) {
            if (link.rel().equals("runbook")) {
                actions.add(new SuggestedAction(
                        cut("Follow the runbook: " + link.href(), TEXT_LENGTH), null, ActionRisk.READ_ONLY, true));
            }
        }
        actions.add(new SuggestedAction(
                cut(
                        "Look at " + (subject == null ? "what raised " + alert.name() : subject)
                                + " and at what changed there lately.",
                        TEXT_LENGTH),
                null,
                ActionRisk.READ_ONLY,
                false));
        return actions;
    }

    private static @Nullable String subject(Alert alert) {
        return alert.place().resource() != null
                ? alert.place().resource()
                : alert.place().service();
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
