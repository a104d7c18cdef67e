package dev.understudy.testing;

import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.Pipeline;
import dev.understudy.runtime.RunOptions;
import dev.understudy.runtime.Understudy;
import dev.understudy.runtime.kafka.Broker;
import dev.understudy.runtime.kafka.Role;
import dev.understudy.runtime.kafka.TopicCreator;
import dev.understudy.runtime.settings.ConfigLoader;
import dev.understudy.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An installation of Understudy on a sandbox: its configuration, its topics, and ways to run it.
 *
 * @param file the configuration as a file, for child processes
 */
public record Installation(Sandbox sandbox, UnderstudyConfig config, Path file) {

    /**
     * Lays out an installation with the providers of the sandbox and creates its topics.
     *
     * @param settings YAML of further top-level keys, {@code providers} among them; {@code ${name}} in it stands for the
     *     base URL of that provider
     */
    public static Installation create(Sandbox sandbox, Path folder, int partitions, String settings) {
        StringBuilder yaml = new StringBuilder();
        yaml.append("kafka: {bootstrap.servers: \"")
                .append(sandbox.bootstrapServers())
                .append("\"}\n");
        yaml.append("schema-registry: {url: \"")
                .append(sandbox.registry().url())
                .append("\"}\n");
        yaml.append("start-from: earliest\n");
        yaml.append("http: {port: 0}\n");
        yaml.append("instance-id: one\n");
        yaml.append("state-dir: \"").append(folder.resolve("state")).append("\"\n");
        String filled = settings;
        for (var provider : sandbox.providers()) {
            filled = filled.replace("${" + provider.name() + "}", provider.baseUrl());
        }
        yaml.append(filled);
        Path file = folder.resolve("understudy.yaml");
        try {
            Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        UnderstudyConfig config = new ConfigLoader(Map.of()).load(file).config();
        try (Broker broker = Broker.connect(config, Duration.ofSeconds(10))) {
            new TopicCreator(broker, new TopicCreator.Request(Optional.of(partitions), Optional.of((short) 1), false))
                    .create(config);
        }
        return new Installation(sandbox, config, file);
    }

    /** Runs it in this process. */
    public Understudy start(Role... roles) {
        return Understudy.start(config, new RunOptions(Set.of(roles), false, Duration.ofSeconds(20)), Pipeline::create);
    }
}
