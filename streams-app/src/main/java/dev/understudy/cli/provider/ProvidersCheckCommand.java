package dev.understudy.cli.provider;

import dev.understudy.cli.options.ConfigFiles;
import dev.understudy.cli.options.ConfigOption;
import dev.understudy.cli.options.ExitCodes;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.check.ProviderCheck;
import dev.understudy.runtime.check.ProviderChecks;
import dev.understudy.runtime.check.RunningInstance;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tries each configured provider with one real call. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Try each configured provider with one real call about a made-up alert (a few hundred tokens), all at once. "
                    + "Kafka is not needed. Ends with 0 only when all are fine.",
            "When an instance answers at the configured http address, its own view of each provider stands beside it.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  understudy providers check --config understudy.yaml",
            "  understudy providers check --json | jq 'select(.state != \"ok\")'"
        })
public final class ProvidersCheckCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConfigOption config;

    @Option(names = "--json", description = "One JSON object a line instead of a table.")
    private boolean json;

    public ProvidersCheckCommand(ConfigFiles files) {
        this.config = new ConfigOption(files);
    }

    @Override
    public Integer call() {
        UnderstudyConfig loaded = config.loadOrSandbox();
        RunningInstance running = RunningInstance.find(loaded.http());
        List<ProviderCheck> checks = ProviderChecks.run(loaded);
        PrintWriter out = spec.commandLine().getOut();
        (json ? ProviderCheckLines.json(checks, running) : ProviderCheckLines.table(checks, running))
                .forEach(out::println);
        out.flush();
        return checks.stream().allMatch(ProviderCheck::isFine) ? ExitCodes.OK : ExitCodes.FAILURE;
    }
}
