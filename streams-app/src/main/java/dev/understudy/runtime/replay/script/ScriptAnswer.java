package dev.understudy.runtime.replay.script;

import dev.understudy.config.ConfigException;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.enrichment.ActionRisk;
import dev.understudy.domain.enrichment.Actionability;
import dev.understudy.domain.enrichment.Assessment;
import dev.understudy.domain.enrichment.Confidence;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.domain.enrichment.FaultDomain;
import dev.understudy.domain.enrichment.Hypothesis;
import dev.understudy.domain.enrichment.SuggestedAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a model says: the fields of the answer schema. What is left out is told from the alert itself. */
public record ScriptAnswer(
        @Nullable String title,
        @Nullable String summary,
        @Nullable Severity severity,
        @Nullable String severityRationale,
        @Nullable Actionability actionability,
        @Nullable FaultDomain faultDomain,
        @Nullable Confidence confidence,
        @Nullable String impact,
        @Nullable List<String> affectedServices,
        @Nullable List<Cause> hypotheses,
        @Nullable List<Action> suggestedActions,
        @Nullable List<String> dataGaps) {

    /** A possible cause. */
    public record Cause(
            String cause,
            @Nullable Confidence confidence,
            @Nullable List<String> evidence) {

        public Cause {
            cause = present(cause, "cause", "a possible cause");
        }

        Hypothesis hypothesis() {
            return new Hypothesis(cause, orElse(confidence, Confidence.MEDIUM), null, orElse(evidence, List.of()));
        }
    }

    /** A next step. */
    public record Action(
            String description,
            @Nullable String command,
            @Nullable ActionRisk risk) {

        public Action {
            description = present(description, "description", "what to do");
        }

        SuggestedAction action() {
            return new SuggestedAction(description, command, orElse(risk, ActionRisk.READ_ONLY), false);
        }
    }

    /** An answer with what this one says, and the rest of another. */
    public Enrichment over(Enrichment rest) {
        Assessment assessment = rest.assessment();
        return new Enrichment(
                orElse(title, rest.title()),
                orElse(summary, rest.summary()),
                new Assessment(
                        orElse(severity, assessment.severity()),
                        orElse(severityRationale, assessment.severityRationale()),
                        orElse(actionability, assessment.actionability()),
                        orElse(faultDomain, assessment.faultDomain()),
                        orElse(confidence, assessment.confidence()),
                        null),
                orElse(impact, rest.impact()),
                orElse(affectedServices, rest.affectedServices()),
                hypotheses == null
                        ? rest.hypotheses()
                        : hypotheses.stream().map(Cause::hypothesis).toList(),
                suggestedActions == null
                        ? rest.suggestedActions()
                        : suggestedActions.stream().map(Action::action).toList(),
                orElse(dataGaps, rest.dataGaps()),
                List.of(),
                List.of(),
                List.of());
    }

    private static <T> T orElse(@Nullable T said, T rest) {
        return said == null ? rest : said;
    }

    private static String present(@Nullable String value, String property, String expected) {
        if (value == null || value.isBlank()) {
            throw new ConfigException(property, "is missing; expected " + expected);
        }
        return value;
    }
}
