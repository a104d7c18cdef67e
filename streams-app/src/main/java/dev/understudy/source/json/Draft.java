package dev.understudy.source.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An alert of another format, written anew in our own fields. What is null is left out. */
public final class Draft {
    private final ObjectNode node = JsonNodeFactory.instance.objectNode();

    public Draft text(String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
        return this;
    }

    public Draft time(String name, @Nullable Instant value) {
        return text(name, value == null ? null : value.toString());
    }

    public Draft texts(String name, Map<String, String> values) {
        ObjectNode texts = node.putObject(name);
        values.forEach(texts::put);
        return this;
    }

    public Draft value(String name, @Nullable JsonNode value) {
        if (value != null) {
            node.set(name, value);
        }
        return this;
    }

    /** One more link, unless there is no address. */
    public Draft link(String rel, @Nullable String href, @Nullable String text) {
        if (href != null) {
            ObjectNode link =
                    node.withArray("links").addObject().put("rel", rel).put("href", href);
            if (text != null) {
                link.put("text", text);
            }
        }
        return this;
    }

    /**
     * The alert, to be read.
     *
     * @param path where the other format had it
     */
    public Fields fields(String path) {
        return new Fields(node, path);
    }
}
