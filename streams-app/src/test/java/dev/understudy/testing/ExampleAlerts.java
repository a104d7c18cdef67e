package dev.understudy.testing;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.source.JsonAlerts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** The 62 alerts in {@code examples}. */
public final class ExampleAlerts {
    /** Where they are, seen from this module. */
    public static final Path FILE = Path.of("../examples/alerts.jsonl");

    private ExampleAlerts() {}

    /** All of them, in the order of the file. */
    public static List<Alert> all() {
        JsonAlerts source = new JsonAlerts(Clock.systemUTC());
        try {
            return Files.readAllLines(FILE).stream()
                    .map(line -> source.read(new RawRecord(
                                    new RecordRef("incidents", 0, 0, Instant.EPOCH, 0),
                                    null,
                                    line.getBytes(StandardCharsets.UTF_8),
                                    List.of()))
                            .alerts()
                            .get(0)
                            .alert())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
