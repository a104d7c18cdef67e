package dev.understudy.runtime.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.understudy.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads a YAML file other than the configuration into records, by the same rules: kebab-case, unknown keys refused, and
 * every problem a {@link ConfigException} that names the path and the line.
 */
public final class YamlRecords {
    private YamlRecords() {}

    /**
     * The records of a file, which knows no variables of the environment.
     *
     * @param expected what an empty file lacks, for messages
     */
    public static <T> T read(Path file, Class<T> type, String expected) {
        String name = String.valueOf(file.getFileName());
        if (!Files.exists(file)) {
            throw new ConfigException(file.toString(), "does not exist; expected a YAML file with " + expected);
        }
        String text = ConfigLoader.read(file);
        if (text.isBlank()) {
            throw new ConfigException(name, "is empty; expected " + expected);
        }
        Path folder = file.toAbsolutePath().getParent();
        Placeholders none = new Placeholders(Map.of(), folder == null ? file.toAbsolutePath() : folder);
        YamlDocument document = YamlDocument.read(text, name, none);
        try {
            return ConfigLoader.mapper(document, none).treeToValue(document.root(), type);
        } catch (JsonProcessingException e) {
            throw new ConfigProblems(document).of(e);
        } catch (ConfigException e) {
            throw e.at(document.place(e.property()));
        }
    }
}
