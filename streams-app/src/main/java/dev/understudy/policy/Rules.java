package dev.understudy.policy;

import dev.understudy.config.RuleConfig;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertPlace;
import dev.understudy.domain.alert.Link;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.enrichment.ActionRisk;
import dev.understudy.domain.enrichment.Actionability;
import dev.understudy.domain.enrichment.Assessment;
import dev.understudy.domain.enrichment.Confidence;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.domain.enrichment.FaultDomain;
import dev.understudy.domain.enrichment.Hypothesis;
import dev.understudy.domain.enrichment.SuggestedAction;
import dev.understudy.domain.enrichment.TextBound;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The last rung of every chain: an enrichment from labels, annotations and links, and from what is known about alerts of
 * this name. Always available, for any alert. Thread-safe.
 */
public final class Rules {
    private static final int TITLE_LENGTH = 200;
    private static final int NAME_LENGTH = 255;
    private static final int LINK_LENGTH = 2_000;
    private static final int MOST_LINKS = 20;

    private final List<Rule> rules;

    private Rules(List<Rule> rules) {
        this.rules = rules;
    }

    /** Rules in the order in which they are tried. */
    public static Rules of(List<RuleConfig> configs) {
        return new Rules(configs.stream().map(Rule::of).toList());
    }

    /** What can be said about an alert without a model. */
    public Enrichment enrich(Alert alert) {
        String subject = subject(alert);
        Optional<RuleConfig> known = rules.stream()
                .filter(rule -> rule.matches(alert.name()))
                .map(Rule::config)
                .findFirst();
        String title = subject == null ? alert.name() : alert.name() + " on " + subject;
        String text = Stream.of(alert.summary(), alert.description())
                .filter(part -> !part.isBlank())
                .distinct()
                .reduce((first, second) -> first + "\n" + second)
                .orElse(title);
        RuleText texts = new RuleText(alert, subject == null ? alert.name() : subject);
        return new Enrichment(
                TextBound.cut(title, TITLE_LENGTH),
                TextBound.cut(text),
                new Assessment(
                        alert.severity(),
                        "As the source says.",
                        actionability(alert.severity()),
                        known.map(RuleConfig::faultDomain).orElse(FaultDomain.UNKNOWN),
                        Confidence.LOW,
                        null),
                "",
                alert.place().service() == null
                        ? List.of()
                        : List.of(TextBound.cut(alert.place().service(), NAME_LENGTH)),
                known.map(rule -> hypotheses(rule, texts)).orElse(List.of()),
                actions(alert, subject, known, texts),
                List.of("No model has looked at this alert yet."),
                List.of(),
                links(alert.links()),
                List.of("rule-based"));
    }

    private static List<Hypothesis> hypotheses(RuleConfig rule, RuleText texts) {
        String cause = rule.cause() == null ? null : texts.fill(rule.cause());
        return cause == null
                ? List.of()
                : List.of(new Hypothesis(TextBound.cut(cause), Confidence.LOW, null, List.of()));
    }

    private static List<Link> links(List<Link> links) {
        return usable(links.stream())
                .map(link -> new Link(
                        TextBound.cut(link.rel(), NAME_LENGTH), link.href(), TextBound.cut(link.text(), TITLE_LENGTH)))
                .toList();
    }

    /** The first few. A link that is cut leads nowhere, so one that is too long is left out. */
    private static Stream<Link> usable(Stream<Link> links) {
        return links.filter(link -> link.href().length() <= LINK_LENGTH).limit(MOST_LINKS);
    }

    private static Actionability actionability(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> Actionability.ACTION_REQUIRED;
            case WARNING, LOW, UNKNOWN -> Actionability.ACTION_SUGGESTED;
            case INFO -> Actionability.NO_ACTION;
        };
    }

    /** The runbook first, then what is known; what is always true comes last. */
    private static List<SuggestedAction> actions(
            Alert alert, @Nullable String subject, Optional<RuleConfig> known, RuleText texts) {
        List<SuggestedAction> actions = new ArrayList<>();
        usable(alert.links().stream().filter(link -> link.rel().equals("runbook")))
                .map(link ->
                        new SuggestedAction("Follow the runbook: " + link.href(), null, ActionRisk.READ_ONLY, true))
                .forEach(actions::add);
        for (RuleConfig.Action action : known.map(RuleConfig::actions).orElse(List.of())) {
            String text = texts.fill(action.text());
            if (text != null) {
                actions.add(new SuggestedAction(
                        TextBound.cut(text), texts.fillCommand(action.command()), action.risk(), false));
            }
        }
        actions.add(new SuggestedAction(
                TextBound.cut("Look at " + (subject == null ? "what raised " + alert.name() : subject)
                        + " and at what changed there lately."),
                null,
                ActionRisk.READ_ONLY,
                false));
        return actions;
    }

    /** From the particular to the general. */
    private static @Nullable String subject(Alert alert) {
        AlertPlace place = alert.place();
        return Stream.of(place.resource(), place.service(), place.component(), place.cluster())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** A rule with the names that it is for. */
    private record Rule(RuleConfig config, Pattern names) {
        static Rule of(RuleConfig config) {
            String names = config.alerts().stream()
                    .map(glob -> Arrays.stream(glob.split("\\*", -1))
                            .map(Pattern::quote)
                            .collect(Collectors.joining(".*")))
                    .collect(Collectors.joining("|"));
            return new Rule(config, Pattern.compile(names));
        }

        boolean matches(String name) {
            return names.matcher(name).matches();
        }
    }
}
