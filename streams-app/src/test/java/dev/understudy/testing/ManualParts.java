package dev.understudy.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.config.Namespace;
import dev.understudy.config.ProviderConfig;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.request.Provenance;
import dev.understudy.inflight.Answers;
import dev.understudy.inflight.OwnerParts;
import dev.understudy.inflight.dispatch.Brake;
import dev.understudy.inflight.dispatch.Dispatcher;
import dev.understudy.inflight.emission.OutputEncoder;
import dev.understudy.inflight.emission.RecordLimit;
import dev.understudy.metrics.InFlightMetrics;
import dev.understudy.policy.Routes;
import dev.understudy.policy.Rules;
import dev.understudy.prompt.PromptRenderer;
import dev.understudy.prompt.PromptTexts;
import dev.understudy.provider.CallPermits;
import dev.understudy.provider.Provider;
import dev.understudy.provider.RecentLatencies;
import dev.understudy.redaction.Redactor;
import dev.understudy.runtime.settings.ConfigLoader;
import dev.understudy.runtime.settings.ShippedRules;
import dev.understudy.serde.Codecs;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** What both topologies are built from, with two models whose calls a test ends by hand and a clock that it moves. */
public final class ManualParts implements AutoCloseable {
    /** Two providers with two permits each. */
    public static final String TWO_PROVIDERS = """
            kafka: {bootstrap.servers: "unused:9092"}
            schema-registry: {url: "http://unused:8081"}
            deadline: 30s
            expires: 1h
            retry: {initial: 5s, max: 60s, jitter-percent: 0}
            hedging: {severity: [critical]}
            providers:
              first:  {dialect: openai, base-url: http://unused/v1, model: m1, timeout: 20s, max-concurrent: 2, max-queued: 3}
              second: {dialect: openai, base-url: http://unused/v1, model: m2, timeout: 20s, max-concurrent: 2, max-queued: 3}
            """;

    public final ManualClock clock = new ManualClock(Instant.parse("2026-03-14T02:00:00Z"));
    public final ManualChatModel first = new ManualChatModel();
    public final ManualChatModel second = new ManualChatModel();
    public final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    public final Codecs codecs = Codecs.over(registry, Map.of("url", "mock://unused"));
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    public final UnderstudyConfig config;
    public final OwnerParts owner;

    public ManualParts() {
        this(TWO_PROVIDERS);
    }

    /** With other settings of the two providers, or further ones. */
    public ManualParts(String settings) {
        config = new ConfigLoader(Map.of())
                .parse(settings, "test.yaml", Path.of("."))
                .config();
        owner = owner(config, codecs, CallPermits.create(config), this::provider, clock, meters);
    }

    /** What the tasks of one process share, with providers made by the function. */
    public static OwnerParts owner(
            UnderstudyConfig config,
            Codecs codecs,
            CallPermits permits,
            BiFunction<String, ProviderConfig, Provider> provider,
            Clock clock) {
        return owner(config, codecs, permits, provider, clock, new SimpleMeterRegistry());
    }

    private static OwnerParts owner(
            UnderstudyConfig config,
            Codecs codecs,
            CallPermits permits,
            BiFunction<String, ProviderConfig, Provider> provider,
            Clock clock,
            MeterRegistry meters) {
        Redactor redactor = Redactor.of(config.redaction());
        Map<String, Provider> providers = new LinkedHashMap<>();
        Map<String, Integer> limits = new HashMap<>();
        config.providers().forEach((name, settings) -> {
            providers.put(name, provider.apply(name, settings));
            limits.put(name, settings.maxConcurrent());
        });
        return new OwnerParts(
                config,
                providers,
                new Dispatcher(permits, limits),
                new Brake.PerThread(Duration.ofMillis(500)),
                Routes.of(config, name -> providers.get(name).latencies().latestP95()),
                new PromptRenderer("secret".getBytes(UTF_8), redactor, PromptTexts.of(config)),
                new Answers(
                        new Provenance.Producer("test", "instance-1"),
                        redactor,
                        Rules.of(ShippedRules.after(config.rules()))),
                new OutputEncoder(
                        codecs,
                        config.providers().keySet(),
                        "instance-1",
                        config.maxAlertBytes(),
                        new RecordLimit(config.maxRecordBytes()),
                        config.output(),
                        config.recordExchanges()),
                "instance-1",
                new InFlightMetrics(meters),
                clock,
                Namespace.STANDARD);
    }

    private Provider provider(String name, ProviderConfig settings) {
        return new Provider(name, settings, name.equals("first") ? first : second, new RecentLatencies());
    }

    @Override
    public void close() {
        codecs.close();
    }
}
