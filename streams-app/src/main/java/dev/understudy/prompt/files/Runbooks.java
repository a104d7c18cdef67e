package dev.understudy.prompt.files;

import dev.understudy.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runbooks of an installation by the name of their alerts, read once. An alert's name is only compared with the
 * names of files that were found: whatever it says, no path is made of it. Immutable and thread-safe.
 */
public final class Runbooks {
    /** There are none. */
    public static final Runbooks NONE = new Runbooks(Map.of());

    private static final Logger LOG = LoggerFactory.getLogger(Runbooks.class);
    private static final String PROPERTY = "prompts.runbooks";
    private static final String SUFFIX = ".md";
    private static final long LONGEST = 64 * 1024;
    private static final long ALL = 16 * 1024 * 1024;

    private final Map<String, String> byAlert;

    private Runbooks(Map<String, String> byAlert) {
        this.byAlert = Map.copyOf(byAlert);
    }

    /**
     * Reads the folder's files {@code <alertname>.md}. One that is too long or no text is left out with a warning, since
     * a page that somebody edits must not keep the next start from working.
     *
     * @throws ConfigException when there is no such folder, or more in it than memory should hold
     */
    public static Runbooks in(Path folder) {
        Map<String, String> byAlert = new HashMap<>();
        long bytes = 0;
        for (Path file : files(folder)) {
            String name = file.getFileName().toString();
            try {
                String text = TextFile.read(file, PROPERTY, LONGEST);
                byAlert.put(name.substring(0, name.length() - SUFFIX.length()), text.strip());
                bytes += text.length();
            } catch (ConfigException e) {
                LOG.atWarn()
                        .addKeyValue("file", name)
                        .addKeyValue("problem", e.getMessage())
                        .log("a runbook is not used");
            }
            if (bytes > ALL) {
                throw new ConfigException(
                        PROPERTY, folder + " holds more than " + ALL + " bytes; expected a folder of runbooks alone");
            }
        }
        return new Runbooks(byAlert);
    }

    /**
     * Checks the setting without reading the files.
     *
     * @throws ConfigException when there is no such folder
     */
    public static void check(Path folder) {
        files(folder);
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ConfigException(
                    PROPERTY, "is " + folder + ", which is no folder; expected one with files <alertname>.md");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ConfigException(
                    PROPERTY,
                    "is " + folder + ", which cannot be read (" + e.getClass().getSimpleName()
                            + "); let this user read it");
        }
    }

    /** The runbook of the alerts of a name; empty when there is none. */
    public String of(String alertName) {
        return byAlert.getOrDefault(alertName, "");
    }
}
