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
import java.util.List;

/** A file of answers, one JSON object a line, as {@code tail --json} prints them. */
final class AnswerLines {
    private AnswerLines() {}

    /** All of them, in the order of the file. */
    static List<EnrichedIncident> read(Path file) {
        List<EnrichedIncident> answers = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine(), number++) {
                if (!line.isBlank()) {
                    answers.add(answer(line, file + ":" + number));
                }
            }
            return answers;
        } catch (NoSuchFileException e) {
            throw new ConfigException(
                    file.toString(), "does not exist; name a file of answers, one JSON object a line");
        } catch (IOException e) {
            throw new ConfigException(
                    file.toString(),
                    "cannot be read (" + e.getClass().getSimpleName() + "); expected JSON lines in UTF-8");
        }
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
}
