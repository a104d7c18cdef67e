package dev.understudy.cli.options;

import dev.understudy.config.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;

/** Reads a duration such as 20s. */
public final class DurationText implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        return Durations.parse(text);
    }
}
