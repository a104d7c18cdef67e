package dev.understudy.runtime.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.understudy.config.ConfigException;
import dev.understudy.config.Durations;
import dev.understudy.config.Secret;
import dev.understudy.config.StartFrom;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.prompt.PromptTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Reads the configuration file. Every problem is a {@link ConfigException} of one line: the path of the setting, what
 * was expected, and where it stands. Thread-safe.
 */
public final class ConfigLoader {
    private final Map<String, String> environment;

    /** A loader that takes <code>${NAME}</code> from these variables. */
    public ConfigLoader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Reads and checks a file. */
    public LoadedConfig load(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return parse(read(file), String.valueOf(file.getFileName()), folder == null ? file.toAbsolutePath() : folder);
    }

    /**
     * Checks the text of a file.
     *
     * @param name of the file, for messages
     * @param folder where relative <code>${file:...}</code> paths begin
     */
    public LoadedConfig parse(String text, String name, Path folder) {
        Placeholders placeholders = new Placeholders(environment, folder);
        YamlDocument document = YamlDocument.read(text, name, placeholders);
        try {
            UnderstudyConfig config =
                    mapper(document, placeholders).treeToValue(document.root(), UnderstudyConfig.class);
            OwnedKafkaProperties.refuseIn(config.kafka());
            PromptTexts.check(config);
            return new LoadedConfig(config, ConfigWarnings.of(config));
        } catch (JsonProcessingException e) {
            throw new ConfigProblems(document).of(e);
        } catch (ConfigException e) {
            throw e.at(document.place(e.property()));
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ConfigException(
                    file.toString(), "does not exist; name the configuration file with --config or UNDERSTUDY_CONFIG");
        } catch (IOException e) {
            throw new ConfigException(
                    file.toString(),
                    "cannot be read (" + e.getClass().getSimpleName() + "); expected a YAML file in UTF-8");
        }
    }

    static ObjectMapper mapper(YamlDocument document, Placeholders placeholders) {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .withCoercionConfigDefaults(
                        coercion -> coercion.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
                .addModule(KebabEnums.addTo(new SimpleModule())
                        .addDeserializer(Duration.class, new TextDeserializer<>(Duration.class, Durations::parse))
                        .addDeserializer(StartFrom.class, new TextDeserializer<>(StartFrom.class, StartFrom::parse))
                        .addDeserializer(Secret.class, new SecretDeserializer(document, placeholders)))
                .build();
    }

    /** Reads a secret; one that names a file is read from it again at each reveal. */
    private static final class SecretDeserializer extends StdDeserializer<Secret> {
        private static final long serialVersionUID = 1L;

        private final transient YamlDocument document;
        private final transient Placeholders placeholders;

        SecretDeserializer(YamlDocument document, Placeholders placeholders) {
            super(Secret.class);
            this.document = document;
            this.placeholders = placeholders;
        }

        @Override
        public Secret deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonToken token = parser.currentToken();
            if (!token.isScalarValue()) {
                return (Secret) context.handleUnexpectedToken(Secret.class, parser);
            }
            String path = path(parser.getParsingContext().pathAsPointer());
            String template = document.template(path);
            return template != null && Placeholders.readsFile(template)
                    ? Secret.from(() -> placeholders.resolve(template, path))
                    : Secret.of(parser.getText());
        }

        private String path(JsonPointer pointer) {
            String path = "";
            JsonNode node = document.root();
            for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
                path = node.isArray()
                        ? path + "[" + rest.getMatchingIndex() + "]"
                        : YamlDocument.member(path, rest.getMatchingProperty());
                node = node.isArray() ? node.path(rest.getMatchingIndex()) : node.path(rest.getMatchingProperty());
            }
            return path;
        }
    }
}
