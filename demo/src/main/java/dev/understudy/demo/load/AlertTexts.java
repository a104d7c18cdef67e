package dev.understudy.demo.load;

import dev.understudy.config.ConfigException;
import dev.understudy.domain.alert.AlertFormat;
import dev.understudy.runtime.client.NumberedText;
import dev.understudy.source.JsonAlerts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The alerts of a file, over and over. */
public final class AlertTexts {
    private static final String SAMPLES = "alerts.jsonl";

    private final List<AlertText> texts;
    private int next;

    /** These texts, at least one. */
    public AlertTexts(List<AlertText> texts) {
        this.texts = List.copyOf(texts);
    }

    /**
     * Reads JSON texts: single alerts, arrays of them, or webhook bodies.
     *
     * @param file null takes the samples that ship with the demo
     * @throws ConfigException when it cannot be read or is empty
     */
    public static AlertTexts read(@Nullable Path file) {
        String name = file == null ? SAMPLES : file.toString();
        try (BufferedReader lines = open(file)) {
            AlertFormat format = new JsonAlerts(Clock.systemUTC());
            List<AlertText> texts = new ArrayList<>();
            NumberedText.of(lines).forEach(line -> texts.add(AlertText.of(line.text(), format)));
            if (texts.isEmpty()) {
                throw new ConfigException(name, "holds no alert; expected JSON, one alert or webhook body a line");
            }
            return new AlertTexts(texts);
        } catch (IOException | UncheckedIOException e) {
            throw new ConfigException(name, "cannot be read; name a file of JSON lines");
        }
    }

    private static BufferedReader open(@Nullable Path file) throws IOException {
        InputStream bytes = file == null ? AlertTexts.class.getResourceAsStream(SAMPLES) : Files.newInputStream(file);
        if (bytes == null) {
            throw new IOException("the samples are not on the class path");
        }
        return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    }

    /** The next text; after the last one comes the first. */
    public AlertText next() {
        return texts.get(Math.floorMod(next++, texts.size()));
    }
}
