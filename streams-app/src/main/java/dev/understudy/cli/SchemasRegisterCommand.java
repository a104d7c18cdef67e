package dev.understudy.cli;

import dev.understudy.cli.options.ConfigFiles;
import dev.understudy.cli.options.ConfigOption;
import dev.understudy.cli.options.ExitCodes;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.InternalContracts;
import dev.understudy.serde.Codecs;
import dev.understudy.serde.Contract;
import dev.understudy.serde.Registration;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Registers the contracts of all topics, the internal ones included. */
@Command(
        name = "register",
        mixinStandardHelpOptions = true,
        description = {
            "Register the contract of each topic under <topic>-value, compatibility FULL_TRANSITIVE; those of changelogs "
                    + "too. Doing it again does nothing.",
            ""
        },
        footer = {"", "Example:", "  understudy schemas register --config understudy.yaml"})
final class SchemasRegisterCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final ConfigOption config;

    SchemasRegisterCommand(ConfigFiles files) {
        this.config = new ConfigOption(files);
    }

    @Override
    public Integer call() {
        UnderstudyConfig loaded = config.loadOrSandbox();
        PrintWriter out = spec.commandLine().getOut();
        try (Codecs codecs = Codecs.create(loaded.schemaRegistry())) {
            for (Registration registration : codecs.register(contracts(loaded))) {
                out.printf(
                        "%-52s %s, id %d%n",
                        registration.subject(),
                        registration.action().name().toLowerCase(Locale.ROOT),
                        registration.id());
            }
        }
        out.flush();
        return ExitCodes.OK;
    }

    private static Map<String, Contract<?>> contracts(UnderstudyConfig config) {
        Map<String, Contract<?>> contracts = new LinkedHashMap<>(Contract.ofTopics(config));
        contracts.putAll(InternalContracts.all());
        return contracts;
    }
}
