package dev.understudy.cli;

import dev.understudy.runtime.BuildVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionLines implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"understudy " + BuildVersion.current(), "Java " + System.getProperty("java.version")};
    }
}
