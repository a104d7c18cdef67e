package dev.understudy.runtime.replay;

import dev.understudy.config.HedgingConfig;
import dev.understudy.config.Namespace;
import dev.understudy.config.ProviderConfig;
import dev.understudy.config.ReuseConfig;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.kafka.Broker;
import dev.understudy.runtime.kafka.Leftovers;
import dev.understudy.runtime.kafka.StartupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What replays keep beside production: a configuration derived from the one given, a folder within its {@code state-dir},
 * and names on the cluster.
 */
public final class ReplayState {
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Duration NO_HURRY = Duration.ofHours(1);

    private final UnderstudyConfig config;
    private final Path folders;

    /** That of an installation. */
    public ReplayState(UnderstudyConfig config) {
        this.config = config;
        this.folders = config.stateDir().resolve("replay");
    }

    /** The configuration that a replay runs with: that of production, but for what must not touch it or stop it. */
    UnderstudyConfig config(Namespace namespace, ProviderKind kind) {
        boolean real = kind == ProviderKind.REAL;
        Map<String, ProviderConfig> providers = new LinkedHashMap<>();
        config.providers()
                .forEach((name, provider) ->
                        providers.put(name, real ? provider.withoutBudget() : provider.withoutLimits()));
        // Who answers first, or is remembered, or is late is chance: without a price there is no reason to bear it.
        return config.forReplay(
                folder(namespace),
                providers,
                real ? config.deadline() : NO_HURRY,
                real ? config.reuse() : new ReuseConfig(false, MOMENT, MOMENT),
                real ? config.hedging() : HedgingConfig.defaults());
    }

    private Path folder(Namespace namespace) {
        return folders.resolve(namespace.run());
    }

    /** The replays that there is anything of, here or on the cluster. */
    public Set<String> runs() {
        Set<String> runs = new TreeSet<>();
        try (Broker broker = Broker.connect(config, ANSWER)) {
            runs.addAll(new Leftovers(broker).runs());
        }
        if (Files.isDirectory(folders)) {
            try (Stream<Path> each = Files.list(folders)) {
                each.map(folder -> String.valueOf(folder.getFileName()))
                        .filter(Namespace::isRun)
                        .forEach(runs::add);
            } catch (IOException e) {
                throw unusable(folders, e);
            }
        }
        return runs;
    }

    /**
     * Removes a replay; returns the topics that it had.
     *
     * @throws StartupException when a process is at work in it, or it cannot be removed
     */
    public Set<String> remove(Namespace namespace) {
        Set<String> topics;
        try (Broker broker = Broker.connect(config, ANSWER)) {
            topics = new Leftovers(broker).remove(namespace);
        }
        delete(folder(namespace));
        return topics;
    }

    /** Links are deleted, and never followed. */
    private static void delete(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            throw unusable(folder, e);
        }
    }

    private static StartupException unusable(Path folder, Exception problem) {
        return new StartupException(
                "state-dir: " + folder + " cannot be read or deleted (" + problem.getMessage() + ")", problem);
    }
}
