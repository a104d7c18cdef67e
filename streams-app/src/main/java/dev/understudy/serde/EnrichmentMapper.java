package dev.understudy.serde;

import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.enrichment.ActionRisk;
import dev.understudy.domain.enrichment.Actionability;
import dev.understudy.domain.enrichment.Assessment;
import dev.understudy.domain.enrichment.Confidence;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.domain.enrichment.FaultDomain;
import dev.understudy.domain.enrichment.Hypothesis;
import dev.understudy.domain.enrichment.SuggestedAction;

/** What is said about an alert, to and from Avro. */
final class EnrichmentMapper {
    private EnrichmentMapper() {}

    static dev.understudy.v1.Enrichment toAvro(Enrichment enrichment) {
        Assessment assessment = enrichment.assessment();
        dev.understudy.v1.Enrichment avro = new dev.understudy.v1.Enrichment();
        avro.setTitle(enrichment.title());
        avro.setSummary(enrichment.summary());
        avro.setSeverity(Symbols.same(dev.understudy.v1.Severity.class, assessment.severity()));
        avro.setSeverityRationale(assessment.severityRationale());
        avro.setActionability(Symbols.same(dev.understudy.v1.Actionability.class, assessment.actionability()));
        avro.setFaultDomain(Symbols.same(dev.understudy.v1.FaultDomain.class, assessment.faultDomain()));
        avro.setConfidence(Symbols.same(dev.understudy.v1.Confidence.class, assessment.confidence()));
        avro.setConfidenceScore(assessment.confidenceScore());
        avro.setImpact(enrichment.impact());
        avro.setAffectedServices(enrichment.affectedServices());
        avro.setHypotheses(
                enrichment.hypotheses().stream().map(EnrichmentMapper::toAvro).toList());
        avro.setSuggestedActions(enrichment.suggestedActions().stream()
                .map(EnrichmentMapper::toAvro)
                .toList());
        avro.setDataGaps(enrichment.dataGaps());
        avro.setRelatedFingerprints(enrichment.relatedFingerprints());
        avro.setLinks(AlertMapper.linksToAvro(enrichment.links()));
        avro.setTags(enrichment.tags());
        return avro;
    }

    static Enrichment fromAvro(dev.understudy.v1.Enrichment avro) {
        return new Enrichment(
                avro.getTitle(),
                avro.getSummary(),
                assessmentFromAvro(avro),
                avro.getImpact(),
                avro.getAffectedServices(),
                avro.getHypotheses().stream().map(EnrichmentMapper::fromAvro).toList(),
                avro.getSuggestedActions().stream()
                        .map(EnrichmentMapper::fromAvro)
                        .toList(),
                avro.getDataGaps(),
                avro.getRelatedFingerprints(),
                AlertMapper.linksFromAvro(avro.getLinks()),
                avro.getTags());
    }

    private static Assessment assessmentFromAvro(dev.understudy.v1.Enrichment avro) {
        return new Assessment(
                Symbols.same(Severity.class, avro.getSeverity()),
                avro.getSeverityRationale(),
                Symbols.same(Actionability.class, avro.getActionability()),
                Symbols.same(FaultDomain.class, avro.getFaultDomain()),
                Symbols.same(Confidence.class, avro.getConfidence()),
                avro.getConfidenceScore());
    }

    private static dev.understudy.v1.Hypothesis toAvro(Hypothesis hypothesis) {
        return new dev.understudy.v1.Hypothesis(
                hypothesis.cause(),
                Symbols.same(dev.understudy.v1.Confidence.class, hypothesis.confidence()),
                hypothesis.score(),
                hypothesis.evidence());
    }

    private static Hypothesis fromAvro(dev.understudy.v1.Hypothesis avro) {
        return new Hypothesis(
                avro.getCause(),
                Symbols.same(Confidence.class, avro.getConfidence()),
                avro.getScore(),
                avro.getEvidence());
    }

    private static dev.understudy.v1.SuggestedAction toAvro(SuggestedAction action) {
        return new dev.understudy.v1.SuggestedAction(
                action.description(),
                action.command(),
                Symbols.same(dev.understudy.v1.ActionRisk.class, action.risk()),
                action.fromRunbook());
    }

    private static SuggestedAction fromAvro(dev.understudy.v1.SuggestedAction avro) {
        return new SuggestedAction(
                avro.getDescription(),
                avro.getCommand(),
                Symbols.same(ActionRisk.class, avro.getRisk()),
                avro.getFromRunbook());
    }
}
