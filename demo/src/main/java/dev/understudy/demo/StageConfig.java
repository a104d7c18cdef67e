package dev.understudy.demo;

import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.provider.ScriptedProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The configuration of the product in the show: what a user would write, with times short enough to watch. */
final class StageConfig {
    private StageConfig() {}

    /** Writes the file that goes with a sandbox. */
    static Path write(Path folder, Sandbox sandbox) {
        List<String> lines = new ArrayList<>(List.of(
                "kafka: {bootstrap.servers: \"" + sandbox.bootstrapServers() + "\"}",
                "schema-registry: {url: \"" + sandbox.registry().url() + "\"}",
                "start-from: earliest",
                "deadline: 8s",
                "retry: {initial: 1s, max: 3s}",
                // The same few alerts come over and over, and each is to show what becomes of a call.
                "reuse: {enabled: false}",
                "http: {port: 0}",
                "instance-id: demo",
                "state-dir: \"" + folder.resolve("state") + "\"",
                "providers:"));
        for (ScriptedProvider provider : sandbox.providers()) {
            lines.addAll(List.of(
                    "  " + provider.name() + ":",
                    "    dialect: " + provider.dialect().name(),
                    "    base-url: \"" + provider.baseUrl() + "\"",
                    "    model: " + provider.name() + "-model",
                    "    api-key: sandbox-key",
                    "    timeout: 3s",
                    "    auth-probe: 2s",
                    "    circuit-breaker: {sliding-window-size: 10, minimum-number-of-calls: 5, "
                            + "wait-duration-in-open-state: 1s, permitted-number-of-calls-in-half-open-state: 2}"));
        }
        try {
            return Files.write(folder.resolve("understudy.yaml"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException("the configuration cannot be written", e);
        }
    }
}
