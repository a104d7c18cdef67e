package dev.understudy.testing;

import dev.understudy.config.Role;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.Pipeline;
import dev.understudy.runtime.RunOptions;
import dev.understudy.runtime.Understudy;
import dev.understudy.runtime.kafka.Broker;
import dev.understudy.runtime.kafka.TopicCreator;
import dev.understudy.runtime.settings.ConfigLoader;
import dev.understudy.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An installation of Understudy on a sandbox: its configuration, its topics, and ways to run it.
 *
 * @param settings YAML without what differs between instances
 * @param registryUrl the schema registry; that of the sandbox unless said otherwise
 * @param kafka further Kafka properties, in the flow style of YAML
 */
public record Installation(Sandbox sandbox, Path folder, String settings, String registryUrl, String kafka) {

    /**
     * Lays out an installation and creates its topics.
     *
     * @param settings YAML of further top-level keys, {@code providers} among them; {@code ${name}} in it stands for the
     *     base URL of that provider
     */
    public static Installation create(Sandbox sandbox, Path folder, int partitions, String settings) {
        Installation installation = on(sandbox, folder, settings);
        UnderstudyConfig config = installation.config();
        try (Broker broker = Broker.connect(config, Duration.ofSeconds(10))) {
            new TopicCreator(broker, new TopicCreator.Request(Optional.of(partitions), Optional.of((short) 1), false))
                    .create(config);
        }
        return installation;
    }

    /** Lays out an installation whose topics someone else creates; see {@link #create} for the settings. */
    public static Installation on(Sandbox sandbox, Path folder, String settings) {
        String filled = settings;
        for (var provider : sandbox.providers()) {
            filled = filled.replace("${" + provider.name() + "}", provider.baseUrl());
        }
        return new Installation(sandbox, folder, filled, sandbox.registry().url(), "");
    }

    /** The same on another schema registry. */
    public Installation withRegistry(String url) {
        return new Installation(sandbox, folder, settings, url, kafka);
    }

    /** The same with other settings, for an instance that differs. */
    public Installation withSettings(String changed) {
        return new Installation(sandbox, folder, changed, registryUrl, kafka);
    }

    /** The same with one more Kafka property. */
    public Installation withKafka(String property, Object value) {
        return new Installation(sandbox, folder, settings, registryUrl, kafka + ", " + property + ": " + value);
    }

    /** The configuration of an instance as a file, with a health port of its own. */
    public Path file(String instance, int port) {
        Path file = folder.resolve(instance + ".yaml");
        List<String> lines = List.of(
                "kafka: {bootstrap.servers: \"" + sandbox.bootstrapServers() + "\"" + kafka + "}",
                "schema-registry: {url: \"" + registryUrl + "\"}",
                "start-from: earliest",
                "http: {port: " + port + "}",
                "instance-id: " + instance,
                "state-dir: \"" + folder.resolve("state-" + instance) + "\"",
                settings);
        try {
            return Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The configuration of the first instance. */
    public UnderstudyConfig config() {
        return new ConfigLoader(Map.of()).load(file("one", 0)).config();
    }

    /** Runs it in this process. */
    public Understudy start(Role... roles) {
        return Understudy.start(
                config(), new RunOptions(Set.of(roles), false, Duration.ofSeconds(20)), Pipeline::create);
    }
}
