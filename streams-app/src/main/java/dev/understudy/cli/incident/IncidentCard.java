package dev.understudy.cli.incident;

import dev.understudy.cli.options.PrintableText;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.domain.enrichment.SuggestedAction;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.Provenance;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An incident as a few lines that a human reads. Control characters of the alert never reach the terminal. */
final class IncidentCard implements IncidentText {
    private static final String RESET = "\u001b[0m";

    private final boolean colours;

    IncidentCard(boolean colours) {
        this.colours = colours;
    }

    @Override
    public String of(EnrichedIncident incident) {
        Alert alert = incident.alert();
        Enrichment enrichment = incident.enrichment();
        Severity severity =
                enrichment == null ? alert.severity() : enrichment.assessment().severity();
        StringJoiner card = new StringJoiner(System.lineSeparator());
        card.add(paint(severity, severity.name()) + "  "
                + PrintableText.line(enrichment == null ? alert.name() : enrichment.title()));
        card.add("  about     " + about(alert));
        card.add("  outcome   " + outcome(incident));
        add(card, "  degraded  ", names(incident.degradedReasons()));
        add(card, "  caveats   ", names(incident.caveats()));
        add(card, "  attempts  ", attempts(incident.provenance().attempts()));
        if (enrichment != null && !enrichment.suggestedActions().isEmpty()) {
            addAction(card, enrichment.suggestedActions().get(0));
        }
        return card.toString() + System.lineSeparator();
    }

    private static void add(StringJoiner card, String label, String value) {
        if (!value.isEmpty()) {
            card.add(label + value);
        }
    }

    private static void addAction(StringJoiner card, SuggestedAction action) {
        card.add("  first     " + PrintableText.line(action.description()));
        String command = action.command();
        if (command != null) {
            card.add("            $ " + PrintableText.line(command));
        }
    }

    private static String about(Alert alert) {
        StringJoiner about = new StringJoiner(" / ");
        for (@Nullable
        String part :
                new @Nullable String[] {alert.place().service(), alert.place().resource()}) {
            if (part != null && !part.isBlank()) {
                about.add(PrintableText.line(part));
            }
        }
        return PrintableText.line(alert.name()) + (about.length() == 0 ? "" : " on " + about) + ", "
                + PrintableText.line(alert.fingerprint());
    }

    private static String outcome(EnrichedIncident incident) {
        Provenance provenance = incident.provenance();
        String by = provenance.provider() == null ? "" : " by " + provenance.provider() + " " + provenance.model();
        return incident.outcome() + by + ", revision " + incident.revision() + ", after "
                + provenance.times().endToEnd() + " ms";
    }

    private static String attempts(List<ProviderAttempt> attempts) {
        return attempts.stream()
                .map(attempt -> attempt.provider() + " " + attempt.outcomeLabel()
                        + (attempt.called() ? " (" + attempt.latencyMillis() + " ms)" : ""))
                .collect(Collectors.joining(", "));
    }

    private static String names(Set<? extends Enum<?>> names) {
        return names.stream().map(Enum::name).sorted().collect(Collectors.joining(", "));
    }

    private String paint(Severity severity, String text) {
        if (!colours) {
            return text;
        }
        String colour =
                switch (severity) {
                    case CRITICAL -> "\u001b[1;31m";
                    case HIGH -> "\u001b[31m";
                    case WARNING -> "\u001b[33m";
                    case LOW, INFO -> "\u001b[36m";
                    case UNKNOWN -> "\u001b[35m";
                };
        return colour + text + RESET;
    }
}
