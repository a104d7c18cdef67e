package dev.understudy.demo;

import dev.understudy.config.Role;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.Pipeline;
import dev.understudy.runtime.RunOptions;
import dev.understudy.runtime.Understudy;
import dev.understudy.runtime.kafka.Broker;
import dev.understudy.runtime.kafka.TopicCreator;
import dev.understudy.runtime.settings.ConfigLoader;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.provider.ScriptedProvider;
import dev.understudy.sandbox.script.Latency;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** What the show is played on: a sandbox on free ports, and the product in this process. */
final class Stage implements AutoCloseable {
    private static final int PARTITIONS = 4;
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Latency LATENCY = Latency.uniform(Duration.ofMillis(100), Duration.ofMillis(400));

    private final Sandbox sandbox;
    private final UnderstudyConfig config;
    private final Understudy understudy;

    private Stage(Sandbox sandbox, UnderstudyConfig config, Understudy understudy) {
        this.sandbox = sandbox;
        this.config = config;
        this.understudy = understudy;
    }

    /** Starts everything, and returns once the product takes work. */
    static Stage set(Path folder) {
        Sandbox sandbox = Sandbox.start(SandboxOptions.ephemeral()
                .withDataDirectory(folder.resolve("broker"))
                .withEachProvider(provider -> provider.withLatency(LATENCY).recordingBodies(false)));
        try {
            UnderstudyConfig config = new ConfigLoader(Map.of())
                    .load(StageConfig.write(folder, sandbox))
                    .config();
            createTopics(config);
            Stage stage = new Stage(
                    sandbox,
                    config,
                    Understudy.start(
                            config, new RunOptions(EnumSet.allOf(Role.class), false, GRACE), Pipeline::create));
            stage.awaitReady();
            return stage;
        } catch (RuntimeException e) {
            sandbox.close();
            throw e;
        }
    }

    private static void createTopics(UnderstudyConfig config) {
        try (Broker broker = Broker.connect(config, Duration.ofSeconds(10))) {
            new TopicCreator(broker, new TopicCreator.Request(Optional.of(PARTITIONS), Optional.of((short) 1), false))
                    .create(config);
        }
    }

    private void awaitReady() {
        long end = System.nanoTime() + READY_WITHIN.toNanos();
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest question = HttpRequest.newBuilder(URI.create(healthUrl()))
                .timeout(Duration.ofSeconds(2))
                .build();
        while (!isReady(client, question)) {
            if (System.nanoTime() > end) {
                close();
                throw new IllegalStateException("not ready within " + READY_WITHIN.toSeconds() + " s");
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private static boolean isReady(HttpClient client, HttpRequest question) {
        try {
            return client.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    UnderstudyConfig config() {
        return config;
    }

    /** The providers in the order of the chain. */
    List<ScriptedProvider> providers() {
        return List.copyOf(sandbox.providers());
    }

    /** Where everything is, by name. */
    Map<String, String> addresses() {
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("broker", sandbox.bootstrapServers());
        addresses.put("registry", sandbox.registry().url());
        providers().forEach(provider -> addresses.put(provider.name(), provider.baseUrl()));
        addresses.put("admin", sandbox.adminUrl());
        addresses.put("health", healthUrl());
        return addresses;
    }

    private String healthUrl() {
        return "http://127.0.0.1:" + understudy.port() + "/health/ready";
    }

    /** Stops the product; alerts still arrive in the topic. */
    void stopUnderstudy() {
        understudy.close();
    }

    @Override
    public void close() {
        understudy.close();
        sandbox.close();
    }
}
