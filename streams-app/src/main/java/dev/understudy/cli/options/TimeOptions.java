package dev.understudy.cli.options;

import dev.understudy.runtime.client.TimeRange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that limit what is looked at to a time. */
public final class TimeOptions {
    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = MomentText.class,
            description = "From then on: how long ago (2h, 7d), or 2026-03-14T01:52:00Z. "
                    + "Default: the beginning of the topic.")
    private @Nullable Instant since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = MomentText.class,
            description = "Before then. Default: the end of the topic.")
    private @Nullable Instant until;

    /** The time; refused when it ends before it begins. */
    public TimeRange range(CommandSpec spec) {
        if (since != null && until != null && !since.isBefore(until)) {
            throw new ParameterException(
                    spec.commandLine(), "--since (" + since + ") must be before --until (" + until + ")");
        }
        return new TimeRange(since, until);
    }
}
