package dev.understudy.cli.replay;

import dev.understudy.runtime.Applications;
import dev.understudy.runtime.replay.ProviderKind;
import java.util.Locale;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The options that say who answers. */
final class ModelOptions {
    @Option(
            names = "--providers",
            paramLabel = "KIND",
            defaultValue = "real",
            description = "Who answers: recorded, scripted or real. Default: ${DEFAULT-VALUE}.")
    private ProviderKind kind = ProviderKind.REAL;

    ProviderKind kind() {
        return kind;
    }

    String spelled() {
        return "--providers " + kind.name().toLowerCase(Locale.ROOT);
    }

    Applications.Factory applications(Applications.Factory real) {
        return real;
    }

    void tellMisses(Consumer<String> tell) {}
}
