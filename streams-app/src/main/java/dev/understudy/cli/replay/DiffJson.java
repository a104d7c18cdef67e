package dev.understudy.cli.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.comparison.AnswerFigures;
import dev.understudy.comparison.AnswerPair;
import dev.understudy.comparison.Latencies;
import dev.understudy.comparison.SeverityMatrix;
import dev.understudy.comparison.SideFigures;
import dev.understudy.comparison.TextPart;
import dev.understudy.comparison.gate.Report;
import dev.understudy.comparison.golden.GoldenScore;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.enrichment.Assessment;
import dev.understudy.domain.request.EnrichedIncident;
import org.jspecify.annotations.Nullable;

/** A report as one JSON object, with the names of its records; {@code goodEnough} comes first. */
final class DiffJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
            .build();

    private DiffJson() {}

    static String of(Report report) {
        ObjectNode page = JSON.createObjectNode()
                .put("goodEnough", report.failures().isEmpty())
                .put("run", report.comparison().run())
                .put("alerts", report.comparison().alerts());
        report.failures().forEach(page.putArray("failures")::add);
        ObjectNode counts = page.putObject("counts");
        report.comparison().counts().forEach((kind, count) -> counts.put(kind.label(), count));
        page.set("before", side(report.comparison().before()));
        page.set("after", side(report.comparison().after()));
        page.set("severities", severities(report.comparison().severities()));
        if (report.golden() != null) {
            page.set("golden", golden(report.golden()));
        }
        ArrayNode changed = page.putArray("changed");
        report.comparison().changed().forEach(pair -> changed.add(pair(pair)));
        try {
            return JSON.writeValueAsString(page);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report could not be written as JSON", e);
        }
    }

    private static ObjectNode side(SideFigures side) {
        ObjectNode node = JSON.createObjectNode()
                .put("answers", side.answers())
                .put("degraded", side.degraded())
                .put("costUsdMicros", side.costUsdMicros())
                .put("unpriced", side.unpriced())
                .put("inputTokens", side.inputTokens())
                .put("outputTokens", side.outputTokens());
        node.set("providers", JSON.valueToTree(side.providers()));
        node.set("totalMillis", percentiles(side.total()));
        node.set("callMillis", percentiles(side.call()));
        return node;
    }

    private static ObjectNode percentiles(Latencies latencies) {
        return JSON.createObjectNode()
                .put("p50", latencies.percentile(50))
                .put("p95", latencies.percentile(95))
                .put("p99", latencies.percentile(99));
    }

    /** By the severity before, then by the one after; what did not occur is left out. */
    private static ObjectNode severities(SeverityMatrix matrix) {
        ObjectNode rows = JSON.createObjectNode();
        for (Severity before : SeverityMatrix.ORDER) {
            for (Severity after : SeverityMatrix.ORDER) {
                if (matrix.count(before, after) > 0) {
                    rows.withObject(before.name()).put(after.name(), matrix.count(before, after));
                }
            }
        }
        return rows;
    }

    private static ObjectNode golden(GoldenScore score) {
        ObjectNode node = JSON.createObjectNode()
                .put("percent", score.percent())
                .put("met", score.met())
                .put("expectations", score.expectations());
        node.set("unanswered", JSON.valueToTree(score.unanswered()));
        node.set("answers", JSON.valueToTree(score.answers()));
        return node;
    }

    private static ObjectNode pair(AnswerPair pair) {
        ObjectNode node = JSON.createObjectNode()
                .put("requestId", pair.requestId())
                .put("alert", pair.alert().name())
                .put("fingerprint", pair.alert().fingerprint())
                .put("sourceSeverity", pair.alert().severity().name());
        ArrayNode changes = node.putArray("changes");
        pair.changes().forEach(kind -> changes.add(kind.label()));
        put(node, "before", pair.before());
        put(node, "after", pair.after());
        ArrayNode texts = node.putArray("texts");
        TextPart.of(pair.before(), pair.after()).stream()
                .filter(TextPart::differs)
                .forEach(part -> texts.add(JSON.<ObjectNode>valueToTree(part)));
        return node;
    }

    /** A side that is missing is left out. */
    private static void put(ObjectNode pair, String side, @Nullable EnrichedIncident answer) {
        if (answer != null) {
            pair.set(side, answer(answer));
        }
    }

    private static ObjectNode answer(EnrichedIncident answer) {
        ObjectNode node = JSON.createObjectNode()
                .put("outcome", answer.outcome().name())
                .put("degraded", answer.degraded())
                .put("revision", answer.revision());
        if (answer.enrichment() != null) {
            Assessment assessment = answer.enrichment().assessment();
            node.put("severity", assessment.severity().name())
                    .put("actionability", assessment.actionability().name());
        }
        node.setAll(JSON.<ObjectNode>valueToTree(AnswerFigures.of(answer)));
        return node;
    }
}
