package dev.understudy.domain.enrichment;

import dev.understudy.domain.alert.Link;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a model or the rules say about an alert.
 *
 * @param title short incident title
 * @param summary what is happening, in plain words
 * @param impact who or what is affected
 * @param hypotheses possible causes, most likely first
 * @param suggestedActions next steps, in order
 * @param dataGaps what could not be known
 */
public record Enrichment(
        String title,
        String summary,
        Assessment assessment,
        String impact,
        List<String> affectedServices,
        List<Hypothesis> hypotheses,
        List<SuggestedAction> suggestedActions,
        List<String> dataGaps,
        List<String> relatedFingerprints,
        List<Link> links,
        List<String> tags) {

    public Enrichment {
        affectedServices = List.copyOf(affectedServices);
        hypotheses = List.copyOf(hypotheses);
        suggestedActions = List.copyOf(suggestedActions);
        dataGaps = List.copyOf(dataGaps);
        relatedFingerprints = List.copyOf(relatedFingerprints);
        links = List.copyOf(links);
        tags = List.copyOf(tags);
    }

    /** The same with each of its texts changed; a bound on the length of texts is the caller's to keep. */
    public Enrichment map(UnaryOperator<String> change) {
        return new Enrichment(
                change.apply(title),
                change.apply(summary),
                assessment.withSeverity(assessment.severity(), change.apply(assessment.severityRationale())),
                change.apply(impact),
                affectedServices.stream().map(change).toList(),
                hypotheses.stream().map(hypothesis -> hypothesis.map(change)).toList(),
                suggestedActions.stream().map(action -> action.map(change)).toList(),
                dataGaps.stream().map(change).toList(),
                relatedFingerprints,
                links,
                tags);
    }

    /** The same with another assessment. */
    public Enrichment withAssessment(Assessment other) {
        return new Enrichment(
                title,
                summary,
                other,
                impact,
                affectedServices,
                hypotheses,
                suggestedActions,
                dataGaps,
                relatedFingerprints,
                links,
                tags);
    }
}
