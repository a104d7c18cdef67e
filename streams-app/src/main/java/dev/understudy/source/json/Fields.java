package dev.understudy.source.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, read by name. Missing and null are the same; a value of the wrong type throws a
 * {@link ShapeException} that names its path.
 *
 * @param path where the object stands in the body, such as {@code $.alerts[3]}
 */
public record Fields(JsonNode node, String path) {
    private static final int LONGEST_NAME = 100;

    public static Fields of(JsonNode node, String path) {
        if (!node.isObject()) {
            throw ShapeException.wrong(path, "is " + kind(node) + ", expected an object");
        }
        return new Fields(node, path);
    }

    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** The first of these that is there and not empty, as text; numbers and booleans are their text. */
    public @Nullable String text(String... names) {
        for (String name : names) {
            JsonNode value = node.get(name);
            if (value != null && !value.isNull()) {
                String text = scalar(value, pathOf(name));
                if (!text.isBlank()) {
                    return text;
                }
            }
        }
        return null;
    }

    /** A map of texts; entries that are null are left out, since they say nothing. */
    public Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : entries(name)) {
            texts.put(entry.getKey(), scalar(entry.getValue(), pathOf(name) + '.' + shorten(entry.getKey())));
        }
        return texts;
    }

    /** A map of numbers; entries that are null are left out. */
    public Map<String, Double> numbers(String name) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : entries(name)) {
            double number = entry.getValue().doubleValue();
            if (!entry.getValue().isNumber() || !Double.isFinite(number)) {
                throw ShapeException.wrong(
                        pathOf(name) + '.' + shorten(entry.getKey()),
                        "is " + kind(entry.getValue()) + ", expected a number that a double holds");
            }
            numbers.put(entry.getKey(), number);
        }
        return numbers;
    }

    /** A whole number that is not negative, 0 when it is not there. */
    public int count(String name) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return 0;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
            throw ShapeException.wrong(pathOf(name), "is " + kind(value) + ", expected a count");
        }
        return value.intValue();
    }

    /** The object under this name. */
    public @Nullable Fields object(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : of(value, pathOf(name));
    }

    /** The elements of the array under this name; none when it is not there. */
    public List<JsonNode> array(String name) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw ShapeException.wrong(pathOf(name), "is " + kind(value) + ", expected an array");
        }
        List<JsonNode> elements = new ArrayList<>(value.size());
        value.forEach(elements::add);
        return elements;
    }

    public @Nullable JsonNode value(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    public String pathOf(String name) {
        return path + '.' + name;
    }

    public static String kind(JsonNode node) {
        return node.isNull() ? "null" : "of type " + node.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private List<Map.Entry<String, JsonNode>> entries(String name) {
        Fields object = object(name);
        if (object == null) {
            return List.of();
        }
        List<Map.Entry<String, JsonNode>> entries = new ArrayList<>(object.node.size());
        for (Iterator<Map.Entry<String, JsonNode>> all =
                        object.node.properties().iterator();
                all.hasNext(); ) {
            Map.Entry<String, JsonNode> entry = all.next();
            if (!entry.getValue().isNull()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private static String scalar(JsonNode value, String path) {
        if (!value.isValueNode()) {
            throw ShapeException.wrong(path, "is " + kind(value) + ", expected text");
        }
        return value.asText();
    }

    private static String shorten(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
    }
}
