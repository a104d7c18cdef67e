package dev.understudy.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.enrichment.ActionRisk;
import dev.understudy.domain.enrichment.Actionability;
import dev.understudy.domain.enrichment.Assessment;
import dev.understudy.domain.enrichment.Confidence;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.domain.enrichment.FaultDomain;
import dev.understudy.domain.enrichment.Hypothesis;
import dev.understudy.domain.enrichment.SuggestedAction;
import dev.understudy.redaction.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads an enrichment from JSON that was found valid. */
final class EnrichmentMapper {
    private EnrichmentMapper() {}

    static Enrichment enrichment(JsonNode answer) {
        return new Enrichment(
                text(answer, "title"),
                text(answer, "summary"),
                assessment(answer),
                text(answer, "impact"),
                texts(answer, "affectedServices"),
                list(answer.path("hypotheses"), EnrichmentMapper::hypothesis),
                list(answer.path("suggestedActions"), EnrichmentMapper::action),
                texts(answer, "dataGaps"),
                List.of(),
                List.of(),
                List.of());
    }

    private static Assessment assessment(JsonNode answer) {
        return new Assessment(
                Severity.valueOf(text(answer, "severity")),
                text(answer, "severityRationale"),
                Actionability.valueOf(text(answer, "actionability")),
                FaultDomain.valueOf(text(answer, "faultDomain")),
                Confidence.valueOf(text(answer, "confidence")),
                null);
    }

    private static Hypothesis hypothesis(JsonNode node) {
        return new Hypothesis(
                text(node, "cause"), Confidence.valueOf(text(node, "confidence")), null, texts(node, "evidence"));
    }

    private static SuggestedAction action(JsonNode node) {
        return new SuggestedAction(
                text(node, "description"),
                node.path("command").isTextual() ? text(node, "command") : null,
                ActionRisk.valueOf(text(node, "risk")),
                false);
    }

    private static List<String> texts(JsonNode owner, String field) {
        return list(owner.path(field), node -> PlainText.of(node.asText()));
    }

    private static String text(JsonNode owner, String field) {
        return PlainText.of(owner.path(field).asText());
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> element) {
        List<T> list = new ArrayList<>(array.size());
        array.forEach(node -> list.add(element.apply(node)));
        return list;
    }
}
