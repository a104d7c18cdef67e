package dev.understudy.runtime.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.understudy.comparison.golden.GoldenSet;
import dev.understudy.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Reads a golden set; what is wrong with it is said as for the configuration. */
public final class GoldenFile {
    private static final ObjectMapper YAML = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .addModule(KebabEnums.addTo(new SimpleModule()))
            .build();

    private GoldenFile() {}

    /** Reads and checks a file. */
    public static GoldenSet load(Path file) {
        return parse(read(file), String.valueOf(file.getFileName()));
    }

    /** Checks the text of a file of this name. */
    static GoldenSet parse(String text, String name) {
        if (text.isBlank()) {
            throw new ConfigException(name, "is empty; expected alerts: and what is expected of the answer to each");
        }
        YamlDocument document = YamlDocument.read(text, name, new Placeholders(Map.of(), Path.of("")));
        try {
            return YAML.treeToValue(document.root(), GoldenSet.class);
        } catch (JsonProcessingException e) {
            throw new ConfigProblems(document).of(e);
        } catch (ConfigException e) {
            throw e.at(document.place(e.property()));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ConfigException(file.toString(), "does not exist; name a file of expectations");
        } catch (IOException e) {
            throw new ConfigException(
                    file.toString(),
                    "cannot be read (" + e.getClass().getSimpleName() + "); expected a YAML file in UTF-8");
        }
    }
}
