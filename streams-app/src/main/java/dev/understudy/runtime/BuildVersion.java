package dev.understudy.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of this build, as Maven wrote it down. */
public final class BuildVersion {
    private static final String CURRENT = read();

    private BuildVersion() {}

    /** Such as {@code 0.1.0}. */
    public static String current() {
        return CURRENT;
    }

    private static String read() {
        Properties build = new Properties();
        try (InputStream input = BuildVersion.class.getResourceAsStream("build.properties")) {
            if (input != null) {
                build.load(input);
            }
        } catch (IOException e) {
            return "of unknown version";
        }
        return build.getProperty("version", "of unknown version");
    }
}
