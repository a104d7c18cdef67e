package dev.understudy.source.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.domain.alert.Link;
import dev.understudy.source.json.Fields;
import dev.understudy.source.json.ShapeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The references that an alert carries: its own list, then annotations and fields that are known to hold one. */
public final class Links {
    private static final List<String> RUNBOOK = List.of("runbook_url", "runbook", "runbookUrl");
    private static final List<String> DASHBOARD = List.of("dashboard_url", "dashboard", "dashboardUrl");

    private Links() {}

    /** Each address once, the first with it wins; what is no web address is left to the annotations. */
    public static List<Link> read(Fields fields, Map<String, String> annotations, @Nullable String generatorUrl) {
        Map<String, Link> links = new LinkedHashMap<>();
        List<JsonNode> own = fields.array("links");
        for (int i = 0; i < own.size(); i++) {
            Link link = own(own.get(i), fields.pathOf("links") + '[' + i + ']');
            links.putIfAbsent(link.href(), link);
        }
        found(links, "runbook", Labels.first(annotations, RUNBOOK));
        found(links, "dashboard", Labels.first(annotations, DASHBOARD));
        found(links, "dashboard", fields.text("dashboardURL"));
        found(links, "panel", fields.text("panelURL"));
        found(links, "silence", fields.text("silenceURL"));
        found(links, "other", fields.text("imageURL"));
        found(links, "graph", generatorUrl);
        return new ArrayList<>(links.values());
    }

    private static Link own(JsonNode node, String path) {
        if (node.isTextual()) {
            return new Link("other", node.asText(), "");
        }
        Fields fields = Fields.of(node, path);
        String href = fields.text("href", "url");
        if (href == null) {
            throw ShapeException.wrong(path, "has no href");
        }
        String rel = fields.text("rel");
        String text = fields.text("text");
        return new Link(rel == null ? "other" : rel, href, text == null ? "" : text);
    }

    private static void found(Map<String, Link> links, String rel, @Nullable String href) {
        if (href != null) {
            String lower = href.toLowerCase(Locale.ROOT);
            if (lower.startsWith("http://") || lower.startsWith("https://")) {
                links.putIfAbsent(href, new Link(rel, href, ""));
            }
        }
    }
}
