package dev.understudy.runtime.settings;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.understudy.config.Durations;
import dev.understudy.config.Secret;
import dev.understudy.config.StartFrom;
import dev.understudy.config.UnderstudyConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Writes what is in force as YAML that could be loaded again: every default included, every secret masked. */
public final class ConfigPrinter {
    private static final ObjectMapper MAPPER = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
            .addModule(new SimpleModule()
                    .addSerializer(Duration.class, text(Durations::format))
                    .addSerializer(Secret.class, text(Secret::toString))
                    .addSerializer(Path.class, text(Path::toString))
                    .addSerializer(StartFrom.class, text(ConfigPrinter::startFrom)))
            .build();

    private ConfigPrinter() {}

    /** The configuration as YAML. */
    public static String print(UnderstudyConfig config) {
        ObjectNode root = MAPPER.valueToTree(config);
        // Keys and headers are secrets whatever they are called; what passes through is judged by its name.
        mask(root);
        try {
            return MAPPER.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a configuration that was read could not be written", e);
        }
    }

    private static void mask(ObjectNode node) {
        List<String> keys = StreamSupport.stream(((Iterable<String>) node::fieldNames).spliterator(), false)
                .toList();
        for (String key : keys) {
            JsonNode value = node.path(key);
            if (value.isTextual()) {
                node.put(
                        key,
                        SecretNames.matches(key) ? SecretNames.MASK : SecretNames.withoutPasswords(value.textValue()));
            } else {
                maskWithin(value);
            }
        }
    }

    private static void maskWithin(JsonNode value) {
        if (value instanceof ObjectNode object) {
            mask(object);
        } else if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i) instanceof TextNode text) {
                    array.set(i, SecretNames.withoutPasswords(text.textValue()));
                } else {
                    maskWithin(array.get(i));
                }
            }
        }
    }

    private static String startFrom(StartFrom startFrom) {
        Duration back = startFrom.back();
        return back == null ? startFrom.position().name().toLowerCase(Locale.ROOT) : Durations.format(back);
    }

    private static <T> JsonSerializer<T> text(Function<T, String> words) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator generator, SerializerProvider provider) throws IOException {
                generator.writeString(words.apply(value));
            }
        };
    }
}
