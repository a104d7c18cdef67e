package dev.understudy.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.source.json.Draft;
import dev.understudy.source.json.Fields;
import dev.understudy.source.vocabulary.Fingerprints;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The webhook of Grafana's dashboard alerts, before unified alerting: one rule, without a fingerprint. */
final class LegacyGrafana {
    private static final String MATCHES = "evalMatches";

    private LegacyGrafana() {}

    static boolean isAt(Fields body) {
        return body.has("ruleName") && body.has("state");
    }

    /** The rule as an alert in our own fields; its identity is its number in its organisation. */
    static Fields alert(Fields body) {
        String rule = body.text("ruleId");
        String organisation = body.text("orgId");
        return new Draft()
                .text("fingerprint", rule == null ? null : fingerprint(organisation, rule))
                .text("name", body.text("ruleName"))
                .text("status", body.text("state"))
                .text("summary", body.text("title"))
                .text("description", body.text("message"))
                .texts("labels", body.texts("tags"))
                .value("values", values(body))
                .text("generatorUrl", body.text("ruleUrl"))
                .link("other", body.text("imageUrl"), "image")
                .fields(body.path());
    }

    private static String fingerprint(@Nullable String organisation, String rule) {
        return Fingerprints.of(Map.of("org_id", organisation == null ? "" : organisation, "rule_id", rule));
    }

    /** Of each series its value, by name; the last of a name counts, and one without a value says nothing. */
    private static ObjectNode values(Fields body) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        List<JsonNode> matches = body.array(MATCHES);
        for (int i = 0; i < matches.size(); i++) {
            Fields match = Fields.of(matches.get(i), body.pathOf(MATCHES) + '[' + i + ']');
            JsonNode value = match.value("value");
            String metric = match.text("metric");
            if (value != null && value.isNumber() && metric != null) {
                values.set(metric, value);
            }
        }
        return values;
    }
}
