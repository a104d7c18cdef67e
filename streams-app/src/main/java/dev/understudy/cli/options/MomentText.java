package dev.understudy.cli.options;

import dev.understudy.config.Durations;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A moment as people write it: how long ago, such as {@code 2h}, or a time with its offset. */
public final class MomentText implements ITypeConverter<Instant> {
    private final Clock clock;

    /** Counts back from the machine's time. */
    public MomentText() {
        this(Clock.systemUTC());
    }

    MomentText(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Instant convert(String text) {
        try {
            return Character.isDigit(text.isEmpty() ? ' ' : text.charAt(0)) && text.indexOf('T') > 0
                    ? OffsetDateTime.parse(text).toInstant()
                    : clock.instant().minus(Durations.parse(text));
        } catch (DateTimeParseException e) {
            throw new TypeConversionException(
                    "'" + text + "' is no moment; say how long ago (90m, 2h, 7d) or when (2026-03-14T01:52:00Z)");
        }
    }
}
