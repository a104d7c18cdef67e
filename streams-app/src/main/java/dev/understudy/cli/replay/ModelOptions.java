package dev.understudy.cli.replay;

import dev.understudy.config.UnderstudyConfig;
import dev.understudy.provider.call.ModelSource;
import dev.understudy.runtime.Applications;
import dev.understudy.runtime.Pipeline;
import dev.understudy.runtime.client.TimeRange;
import dev.understudy.runtime.replay.MissedQuestion;
import dev.understudy.runtime.replay.ProviderKind;
import dev.understudy.runtime.replay.RecordedModels;
import dev.understudy.runtime.replay.ScriptedModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say who answers. */
final class ModelOptions {
    private static final int SHOWN = 10;

    @Option(
            names = "--providers",
            paramLabel = "KIND",
            defaultValue = "recorded",
            description =
                    "Who answers: recorded (exchanges that production recorded), scripted (a script, else the alert "
                            + "itself), or real: the configured providers, at their price. Default: ${DEFAULT-VALUE}.")
    private ProviderKind kind = ProviderKind.RECORDED;

    @Option(
            names = "--script",
            paramLabel = "FILE",
            description = "What scripted providers answer. Default: an answer made from the alert.")
    private @Nullable Path script;

    private @Nullable RecordedModels recorded;

    ProviderKind kind() {
        return kind;
    }

    /** Refuses what is wrong with the options. */
    void check(CommandSpec spec) {
        if (script != null && kind != ProviderKind.SCRIPTED) {
            throw new ParameterException(spec.commandLine(), "--script goes with --providers scripted");
        }
        if (script != null) {
            ScriptedModels.read(script);
        }
    }

    /** What the options say, the script by its content. */
    String spelled() throws IOException {
        return "--providers " + kind.name().toLowerCase(Locale.ROOT)
                + (script == null ? "" : " --script " + Checksum.of(Files.readAllBytes(script)));
    }

    /**
     * What makes the applications.
     *
     * @param real those on the configured providers
     * @param range when the alerts came; their calls were made then, or later
     */
    Applications.Factory applications(Applications.Factory real, UnderstudyConfig config, TimeRange range) {
        return switch (kind) {
            case REAL -> real;
            case SCRIPTED -> on(script == null ? ScriptedModels.standard() : ScriptedModels.read(script));
            case RECORDED -> {
                Instant until = range.until();
                // A request that was parked has its answer later.
                TimeRange answers = new TimeRange(range.since(), until == null ? null : until.plus(config.expires()));
                RecordedModels loaded = RecordedModels.load(config, answers);
                recorded = loaded;
                yield on(loaded);
            }
        };
    }

    private static Applications.Factory on(ModelSource source) {
        return context -> Pipeline.create(context, Clock.systemUTC(), source);
    }

    /** Names the questions that no recorded exchange answered, about the alerts that so are open. */
    void tellMisses(Collection<String> open, Consumer<String> tell) {
        List<MissedQuestion> all = recorded == null ? List.of() : recorded.misses();
        List<MissedQuestion> misses =
                all.stream().filter(miss -> open.contains(miss.requestId())).toList();
        if (misses.size() < all.size()) {
            tell.accept((all.size() - misses.size())
                    + " other questions had no recorded exchange, and the next provider's was there");
        }
        misses.stream()
                .limit(SHOWN)
                .forEach(miss -> tell.accept("no recorded exchange of " + miss.provider() + " with " + miss.model()
                        + " for " + miss.requestId() + " (" + miss.alertName() + ")"));
        if (misses.size() > SHOWN) {
            tell.accept("and " + (misses.size() - SHOWN) + " more questions that nobody recorded");
        }
    }
}
