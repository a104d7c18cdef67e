package dev.understudy.scenarios;

import dev.understudy.config.Role;
import dev.understudy.config.Topics;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.script.Latency;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Prints how fast the hot path is on this machine. Started by hand; never part of a build. */
public final class HotPathFigures {
    private static final String PROVIDER = """
            in-flight: {max-concurrent: 1000}
            providers:
              openai: {dialect: openai, base-url: "${openai}", model: gpt-5-mini, api-key: sandbox-key, max-concurrent: 1000, max-queued: 100000}
            """;

    private HotPathFigures() {}

    /** Arguments: number of alerts (10000), latency (1s). */
    public static void main(String[] arguments) throws IOException {
        int alerts = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        String latency = arguments.length > 1 ? arguments[1] : "1s";
        SandboxOptions options = SandboxOptions.ephemeral()
                .withBroker(SandboxOptions.BrokerForm.CHILD)
                .withLatency(Latency.parse(latency))
                .withEachProvider(provider -> provider.recordingBodies(false));
        Path folder = Files.createTempDirectory("hot-path");
        try (Sandbox sandbox = Sandbox.start(options)) {
            Installation installation = Installation.create(sandbox, folder, 12, PROVIDER);
            try (Understudy understudy = installation.start(Role.ENRICHER);
                    AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config())) {
                run(load, watch, "warm-up-", 2_000);
                long before = sandbox.provider("openai").calls();
                long took = run(load, watch, "measured-", alerts);
                System.out.printf(
                        "%d alerts, latency %s, 1,000 permits, 1 stream thread: %.2f s, %.0f alerts/s; calls %d; most in flight %d; port %d%n",
                        alerts,
                        latency,
                        took / 1e9,
                        alerts / (took / 1e9),
                        sandbox.provider("openai").calls() - before,
                        sandbox.provider("openai").stats().maxInFlight(),
                        understudy.port());
                System.out.printf(
                        "%d processors, Java %s%n", Runtime.getRuntime().availableProcessors(), Runtime.version());
            }
        }
    }

    private static long run(AlertLoad load, TopicWatch watch, String prefix, int alerts) {
        int before = watch.poll().count(Topics.ENRICHED);
        long began = System.nanoTime();
        load.send(prefix, alerts, 0);
        watch.await(Duration.ofMinutes(3), seen -> seen.count(Topics.ENRICHED) >= before + alerts);
        return System.nanoTime() - began;
    }
}
