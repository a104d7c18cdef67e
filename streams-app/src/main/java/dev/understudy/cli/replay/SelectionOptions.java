package dev.understudy.cli.replay;

import dev.understudy.cli.options.MomentText;
import dev.understudy.runtime.client.TimeRange;
import dev.understudy.runtime.replay.intake.Selection;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The options that say which alerts are replayed. */
final class SelectionOptions {
    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = Moment.Text.class,
            description = "Alerts from then on: how long ago (24h, 7d), or 2026-03-14T01:52:00Z.")
    private @Nullable Moment from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = Moment.Text.class,
            description = "Before then. Default: now.")
    private @Nullable Moment to;

    @Option(names = "--fingerprint", paramLabel = "ID", split = ",", description = "These alerts only.")
    private Set<String> fingerprints = new LinkedHashSet<>();

    @Option(
            names = "--only",
            paramLabel = "WHICH",
            converter = OnlyText.class,
            description = "degraded: whose last word was degraded or is missing; dead-letters: what was not understood "
                    + "or whose work threw, read anew. Default: all.")
    private Selection.Only only = Selection.Only.ANY;

    @Option(
            names = "--max-alerts",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Of more, the oldest. Default: ${DEFAULT-VALUE}.")
    private int most = 10_000;

    /** A moment, and how it was written: "24h" stays the same text while the moment moves on. */
    record Moment(Instant at, String spelled) {
        /** Reads one. */
        static final class Text implements ITypeConverter<Moment> {
            @Override
            public Moment convert(String text) {
                return new Moment(new MomentText().convert(text), text);
            }
        }
    }

    /** Reads which alerts are meant. */
    static final class OnlyText implements ITypeConverter<Selection.Only> {
        @Override
        public Selection.Only convert(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "degraded" -> Selection.Only.DEGRADED;
                case "dead-letters" -> Selection.Only.DEAD_LETTERS;
                default ->
                    throw new TypeConversionException("expected degraded or dead-letters, but was '" + text + "'");
            };
        }
    }

    /** What they mean, when the command begins now. */
    Selection selection(CommandSpec spec, Instant now) {
        if (from == null) {
            // Not left to picocli, which would ask for it before "replay clean" too.
            throw new ParameterException(spec.commandLine(), "Missing required option: '--from=TIME'");
        }
        Instant until = to == null ? now : to.at();
        if (!from.at().isBefore(until)) {
            throw new ParameterException(
                    spec.commandLine(), "--from (" + from.at() + ") must be before --to (" + until + ")");
        }
        if (most < 1) {
            throw new ParameterException(spec.commandLine(), "--max-alerts must be at least 1");
        }
        return new Selection(new TimeRange(from.at(), until), fingerprints, only, most);
    }

    /** The options as they were written, in one order. */
    String spelled() {
        return (from == null ? "" : "--from " + from.spelled()) + (to == null ? "" : " --to " + to.spelled())
                + (fingerprints.isEmpty() ? "" : " --fingerprint " + String.join(",", new TreeSet<>(fingerprints)))
                + (only == Selection.Only.ANY
                        ? ""
                        : " --only " + only.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                + " --max-alerts " + most;
    }
}
