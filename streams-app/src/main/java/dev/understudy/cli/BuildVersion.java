package dev.understudy.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this build, as Maven wrote it down. */
final class BuildVersion implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        Properties build = new Properties();
        try (InputStream input = BuildVersion.class.getResourceAsStream("build.properties")) {
            if (input != null) {
                build.load(input);
            }
        }
        return new String[] {
            "understudy " + build.getProperty("version", "of unknown version"),
            "Java " + System.getProperty("java.version")
        };
    }
}
