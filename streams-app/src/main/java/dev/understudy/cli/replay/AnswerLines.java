package dev.understudy.cli.replay;

import dev.understudy.config.ConfigException;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.serde.IncidentJson;
import dev.understudy.serde.UndecodableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file of answers, one JSON object a line, as {@code tail --json} prints them. */
final class AnswerLines {
    private AnswerLines() {}

    /** Of each request the last word, in the order of the file. */
    static List<EnrichedIncident> read(Path file) {
        Map<String, EnrichedIncident> answers = new LinkedHashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine(), number++) {
                if (!line.isBlank()) {
                    keep(answer(line, file + ":" + number), answers);
                }
            }
        } catch (NoSuchFileException e) {
            throw new ConfigException(
                    file.toString(), "does not exist; name a file of answers, one JSON object a line");
        } catch (IOException e) {
            throw new ConfigException(
                    file.toString(),
                    "cannot be read (" + e.getClass().getSimpleName() + "); expected JSON lines in UTF-8");
        }
        return new ArrayList<>(answers.values());
    }

    private static EnrichedIncident answer(String line, String place) {
        try {
            return IncidentJson.read(line);
        } catch (UndecodableException e) {
            throw new ConfigException(
                    place,
                    e.getMessage() + "; expected a line of understudy tail --json, or of incidents.enriched.json");
        }
    }

    private static void keep(EnrichedIncident answer, Map<String, EnrichedIncident> answers) {
        answers.merge(
                answer.identity().requestId(), answer, (one, other) -> one.revision() > other.revision() ? one : other);
    }
}
