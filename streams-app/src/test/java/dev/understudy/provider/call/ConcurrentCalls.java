package dev.understudy.provider.call;

import dev.understudy.config.DialectName;
import dev.understudy.config.ProviderConfig;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.metrics.ProviderMetrics;
import dev.understudy.prompt.PromptRenderer;
import dev.understudy.prompt.SampleAlerts;
import dev.understudy.provider.ChatRequest;
import dev.understudy.provider.Provider;
import dev.understudy.provider.SampleProviders;
import dev.understudy.provider.openai.OpenAiDialect;
import dev.understudy.sandbox.provider.ProviderOptions;
import dev.understudy.sandbox.provider.ScriptedProvider;
import dev.understudy.sandbox.script.Latency;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/**
 * A load check to run by hand: holds so many calls in flight against a provider that takes a second, and prints how many
 * complete in a second. Arguments: calls in flight (1000), seconds (15).
 */
public final class ConcurrentCalls {
    private ConcurrentCalls() {}

    public static void main(String[] arguments) throws InterruptedException {
        int inFlight = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 15;
        try (ScriptedProvider server =
                        ScriptedProvider.start(ProviderOptions.of(new dev.understudy.sandbox.dialect.OpenAiDialect())
                                .withLatency(Latency.fixed(Duration.ofSeconds(1)))
                                .recordingBodies(false));
                Providers providers = providers(server, inFlight)) {
            run(providers.provider("openai"), inFlight, seconds);
        }
    }

    private static Providers providers(ScriptedProvider server, int inFlight) {
        ProviderConfig config = SampleProviders.openAi()
                .at(server.baseUrl())
                .maxConcurrent(inFlight)
                .neverSlow()
                .build();
        return Providers.create(
                SampleProviders.config(Map.of("openai", config), inFlight),
                Map.of(DialectName.OPENAI, new OpenAiDialect()),
                new ProviderMetrics(new SimpleMeterRegistry()),
                Clock.systemUTC());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the permit comes back with the outcome
    private static void run(Provider provider, int inFlight, int seconds) throws InterruptedException {
        PromptRenderer renderer = new PromptRenderer("load".getBytes(StandardCharsets.UTF_8));
        Semaphore permits = new Semaphore(inFlight);
        LongAdder completed = new LongAdder();
        LongAdder others = new LongAdder();
        long start = System.nanoTime();
        long warm = 0;
        for (int call = 0;
                System.nanoTime() - start < Duration.ofSeconds(seconds).toNanos();
                call++) {
            permits.acquire();
            if (warm == 0 && System.nanoTime() - start > Duration.ofSeconds(5).toNanos()) {
                warm = System.nanoTime();
                completed.reset();
            }
            String id = "request-" + call;
            ChatRequest request = new ChatRequest(
                    id, renderer.render(SampleAlerts.crashLoop(), id, provider.config()), Duration.ofSeconds(10));
            provider.chatModel().call(request).whenComplete((outcome, error) -> {
                (outcome instanceof Outcome.Completed ? completed : others).increment();
                permits.release();
            });
        }
        double measured = (System.nanoTime() - warm) / 1e9;
        System.out.printf("%.0f completed calls a second, %d others%n", completed.sum() / measured, others.sum());
    }
}
