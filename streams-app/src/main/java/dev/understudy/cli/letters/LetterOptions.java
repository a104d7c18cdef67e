package dev.understudy.cli.letters;

import dev.understudy.cli.options.TimeOptions;
import dev.understudy.runtime.letters.LetterFilter;
import dev.understudy.runtime.letters.LetterId;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that say which dead letters are meant. */
final class LetterOptions {
    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "Only those with this error.reason, such as NOT_JSON or PROCESSING_FAILED.")
    private @Nullable String reason;

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Only those that come from this topic.")
    private @Nullable String topic;

    @Mixin
    private TimeOptions time = new TimeOptions();

    LetterFilter filter(CommandSpec spec, Set<LetterId> ids) {
        return new LetterFilter(time.range(spec), reason, topic, ids);
    }
}
