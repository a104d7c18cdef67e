package dev.understudy.cli.letters;

import dev.understudy.cli.options.ConfigFiles;
import dev.understudy.cli.options.ConfigOption;
import dev.understudy.cli.options.ExitCodes;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.letters.DeadLetter;
import dev.understudy.runtime.letters.DeadLetters;
import dev.understudy.runtime.letters.LetterFilter;
import dev.understudy.runtime.letters.LetterId;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a dead letter. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Show a dead letter: why it became one, where it comes from, its headers and its bytes. "
                    + "Without a configuration the sandbox's is used.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  understudy dead-letters show 3-17",
            "  understudy dead-letters show --raw 3-17 > original.json"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:shown", " 1:there is no such dead letter", " 2:wrong arguments"})
public final class DeadLettersShowCommand implements Callable<Integer> {
    private final Supplier<OutputStream> raw;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConfigOption config;

    @Parameters(
            paramLabel = "ID",
            converter = LetterIdText.class,
            description = "Partition and offset, such as 3-17, as the list shows them.")
    @SuppressWarnings("NullAway.Init")
    private LetterId id;

    @Option(names = "--raw", description = "Write the bytes of the value to the standard output, and nothing else.")
    private boolean asIs;

    /** @param raw where bytes go */
    public DeadLettersShowCommand(ConfigFiles files, Supplier<OutputStream> raw) {
        this.config = new ConfigOption(files);
        this.raw = raw;
    }

    @Override
    public Integer call() throws IOException {
        UnderstudyConfig loaded = config.loadOrSandbox();
        List<DeadLetter> found = new ArrayList<>();
        try (DeadLetters letters = DeadLetters.connect(loaded)) {
            letters.read(LetterFilter.of(Set.of(id)), found::add);
        }
        if (found.isEmpty()) {
            spec.commandLine().getErr().println("understudy: there is no dead letter " + id + ", or no more");
            return ExitCodes.FAILURE;
        }
        print(found.get(0));
        return ExitCodes.OK;
    }

    private void print(DeadLetter letter) throws IOException {
        byte[] value = letter.value();
        if (asIs) {
            OutputStream out = raw.get();
            out.write(value == null ? new byte[0] : value);
            out.flush();
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        LetterText.whole(letter).forEach(out::println);
        out.flush();
    }
}
