package dev.understudy.runtime.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.understudy.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A YAML file as a tree that knows the line of every setting and what stood there before placeholders were replaced.
 * Paths are written as people read them: {@code providers.openai.timeout}, {@code routes[0].chain}.
 */
final class YamlDocument {
    private final String name;
    private final Placeholders placeholders;
    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<String, String> templates = new HashMap<>();
    private final ObjectNode root = JsonNodeFactory.instance.objectNode();

    private YamlDocument(String name, Placeholders placeholders) {
        this.name = name;
        this.placeholders = placeholders;
    }

    /**
     * Reads a document.
     *
     * @param name of the file, for messages
     * @throws ConfigException when it is no YAML, holds a setting twice or without a value, or a placeholder that
     *     cannot be replaced
     */
    static YamlDocument read(String text, String name, Placeholders placeholders) {
        YamlDocument document = new YamlDocument(name, placeholders);
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new ConfigException(name, "is empty; expected at least kafka, schema-registry and providers");
            }
            if (first != JsonToken.START_OBJECT) {
                throw new ConfigException(name, "must be a mapping of settings, such as kafka: and providers:");
            }
            document.object(parser, document.root, "");
            if (parser.nextToken() != null) {
                throw new ConfigException(name, "holds more than one YAML document; keep one");
            }
        } catch (JsonProcessingException e) {
            throw document.invalid(e, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return document;
    }

    /** The settings, placeholders replaced. */
    ObjectNode root() {
        return root;
    }

    /** Where a setting, or the nearest one around it that is written down, stands. */
    String place(String path) {
        String known = path;
        while (!known.isEmpty()) {
            Integer line = lines.get(known);
            if (line != null) {
                return name + ":" + line;
            }
            known = known.substring(0, Math.max(0, Math.max(known.lastIndexOf('.'), known.lastIndexOf('['))));
        }
        return name;
    }

    /** What stood at a path before placeholders were replaced; null when it held none. */
    @Nullable
    String template(String path) {
        return templates.get(path);
    }

    /** The path of a member of a mapping. */
    static String member(String owner, String key) {
        return owner.isEmpty() ? key : owner + "." + key;
    }

    private void object(YAMLParser parser, ObjectNode target, String path) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            String child = member(path, key);
            int line = parser.currentTokenLocation().getLineNr();
            Integer earlier = lines.put(child, line);
            if (earlier != null) {
                throw new ConfigException(child, "is set twice, in lines " + earlier + " and " + line + "; keep one")
                        .at(name + ":" + line);
            }
            parser.nextToken();
            target.set(key, value(parser, child));
        }
    }

    private void array(YAMLParser parser, ArrayNode target, String path) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String child = path + "[" + target.size() + "]";
            lines.put(child, parser.currentTokenLocation().getLineNr());
            target.add(value(parser, child));
        }
    }

    private JsonNode value(YAMLParser parser, String path) throws IOException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (parser.isCurrentAlias()) {
            throw new ConfigException(path, "is a YAML alias (*name), which is not supported; write the value")
                    .at(place(path));
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                ObjectNode object = nodes.objectNode();
                object(parser, object, path);
                yield object;
            }
            case START_ARRAY -> {
                ArrayNode array = nodes.arrayNode();
                array(parser, array, path);
                yield array;
            }
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.INT
                        ? nodes.numberNode(parser.getIntValue())
                        : nodes.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> nodes.numberNode(parser.getDecimalValue());
            case VALUE_TRUE -> nodes.booleanNode(true);
            case VALUE_FALSE -> nodes.booleanNode(false);
            case VALUE_NULL ->
                throw new ConfigException(path, "has no value; give it one, or remove the line").at(place(path));
            default -> nodes.textNode(text(parser.getText(), path));
        };
    }

    private String text(String written, String path) {
        if (!written.contains("${")) {
            return written;
        }
        templates.put(path, written);
        try {
            return placeholders.resolve(written, path);
        } catch (ConfigException e) {
            throw e.at(place(path));
        }
    }

    private ConfigException invalid(JsonProcessingException e, String text) {
        int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
        String[] rows = text.split("\n", -1);
        boolean unquoted = line > 0 && line <= rows.length && rows[line - 1].contains("${");
        String problem = e.getOriginalMessage().lines().findFirst().orElse("it cannot be read");
        return new ConfigException(
                line > 0 ? name + ":" + line : name,
                "is not valid YAML: " + problem + (unquoted ? "; within { } put \"${...}\" in quotes" : ""));
    }
}
