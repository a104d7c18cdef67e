package dev.understudy.runtime.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.understudy.config.ConfigException;
import dev.understudy.config.Secret;
import dev.understudy.config.StartFrom;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what Jackson found in the words of the configuration file: the path, what was expected, the line. */
final class ConfigProblems {
    private final YamlDocument document;

    ConfigProblems(YamlDocument document) {
        this.document = document;
    }

    ConfigException of(JsonProcessingException problem) {
        List<JsonMappingException.Reference> references =
                problem instanceof JsonMappingException mapping ? mapping.getPath() : List.of();
        ConfigException found = of(problem, path(references), references);
        return found.at(document.place(found.property()));
    }

    private ConfigException of(
            JsonProcessingException problem, String path, List<JsonMappingException.Reference> references) {
        ConfigException refused = refusal(problem);
        if (refused != null) {
            return path.isEmpty() ? refused : refused.under(path);
        }
        if (problem instanceof UnrecognizedPropertyException unknown) {
            return new ConfigException(path, unknown(unknown));
        }
        if (problem.getCause() instanceof InputCoercionException) {
            return new ConfigException(path, "is a number out of range");
        }
        if (problem instanceof MismatchedInputException mismatch) {
            return new ConfigException(
                    path, "must be " + expected(mismatch.getTargetType()) + ", but is " + shown(path, references));
        }
        return new ConfigException(path, "cannot be used: " + problem.getOriginalMessage());
    }

    private static @Nullable ConfigException refusal(Throwable problem) {
        for (Throwable cause = problem.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigException refused) {
                return refused;
            }
        }
        return null;
    }

    private static String path(List<JsonMappingException.Reference> references) {
        String path = "";
        for (JsonMappingException.Reference reference : references) {
            String field = reference.getFieldName();
            path = field == null ? path + "[" + reference.getIndex() + "]" : YamlDocument.member(path, field);
        }
        return path;
    }

    private static String unknown(UnrecognizedPropertyException unknown) {
        TreeSet<String> known = unknown.getKnownPropertyIds().stream()
                .map(String::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
        return NearestName.of(unknown.getPropertyName(), known)
                .map(name -> "is not a setting; did you mean " + name + "?")
                .orElse("is not a setting; known here are " + String.join(", ", known));
    }

    private String shown(String path, List<JsonMappingException.Reference> references) {
        String template = document.template(path);
        if (template != null) {
            return "what " + template + " stands for";
        }
        JsonNode node = document.root();
        for (JsonMappingException.Reference reference : references) {
            String field = reference.getFieldName();
            node = field == null ? node.path(reference.getIndex()) : node.path(field);
        }
        if (node.isObject()) {
            return "a mapping";
        }
        return node.isArray() ? "a list" : node.toString();
    }

    static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "another value";
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> String.valueOf(constant).toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return List.of(
                        new Expectation(Integer.class, "a whole number"),
                        new Expectation(BigDecimal.class, "a number, such as 0.25"),
                        new Expectation(Boolean.class, "true or false"),
                        new Expectation(Duration.class, "a duration, such as 250ms, 15s, 5m or 24h"),
                        new Expectation(StartFrom.class, "latest, earliest or a duration, such as 15m"),
                        new Expectation(URI.class, "an address, such as https://api.openai.com/v1"),
                        new Expectation(Path.class, "a path"),
                        new Expectation(String.class, "text"),
                        new Expectation(Secret.class, "text"))
                .stream()
                .filter(expectation -> expectation.type() == type)
                .map(Expectation::words)
                .findFirst()
                .orElse("a mapping of settings");
    }

    private record Expectation(Class<?> type, String words) {}
}
