package dev.understudy.cli.letters;

import dev.understudy.cli.options.ConfigFiles;
import dev.understudy.cli.options.ConfigOption;
import dev.understudy.cli.options.ExitCodes;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.letters.DeadLetter;
import dev.understudy.runtime.letters.DeadLetters;
import dev.understudy.runtime.letters.LetterFilter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists dead letters. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"List dead letters, the oldest first. Without a configuration the sandbox's is used.", ""},
        footer = {
            "",
            "Examples:",
            "  understudy dead-letters list",
            "  understudy dead-letters list --reason NOT_JSON --since 2h",
            "  understudy dead-letters list --json | jq -r .reason | sort | uniq -c"
        })
public final class DeadLettersListCommand implements Callable<Integer> {
    private static final Comparator<DeadLetter> BY_TIME =
            Comparator.comparing(DeadLetter::at).thenComparing(DeadLetter::id);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConfigOption config;

    @Mixin
    private LetterOptions letters = new LetterOptions();

    @Option(
            names = {"-n", "--last"},
            paramLabel = "N",
            defaultValue = "100",
            description = "How many of the last ones. Default: ${DEFAULT-VALUE}.")
    private int last = 100;

    @Option(names = "--json", description = "One JSON object a line instead of a table.")
    private boolean json;

    public DeadLettersListCommand(ConfigFiles files) {
        this.config = new ConfigOption(files);
    }

    @Override
    public Integer call() {
        LetterFilter filter = letters.filter(spec, Set.of());
        UnderstudyConfig loaded = config.loadOrSandbox();
        PriorityQueue<DeadLetter> kept = new PriorityQueue<>(BY_TIME);
        int[] count = {0};
        try (DeadLetters reader = DeadLetters.connect(loaded)) {
            reader.read(filter, letter -> {
                count[0]++;
                kept.add(letter.withoutValue());
                if (kept.size() > last) {
                    kept.remove();
                }
            });
        }
        List<DeadLetter> shown = new ArrayList<>(kept);
        Collections.sort(shown, BY_TIME);
        print(shown, count[0]);
        return ExitCodes.OK;
    }

    private void print(List<DeadLetter> shown, int count) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            shown.forEach(letter -> out.println(LetterJson.of(letter)));
        } else {
            if (!shown.isEmpty()) {
                out.println(LetterText.head());
            }
            shown.forEach(letter -> out.println(LetterText.row(letter)));
            out.printf(
                    "%d dead letters%s%n", count, count > shown.size() ? ", the last " + shown.size() + " shown" : "");
        }
        out.flush();
    }
}
