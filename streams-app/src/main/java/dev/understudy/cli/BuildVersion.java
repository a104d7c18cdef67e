package dev.understudy.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of this build, from the manifest of its jar. */
final class BuildVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = UnderstudyCommand.class.getPackage().getImplementationVersion();
        return new String[] {
            "understudy " + (version == null ? "development build" : version),
            "Java " + System.getProperty("java.version")
        };
    }
}
