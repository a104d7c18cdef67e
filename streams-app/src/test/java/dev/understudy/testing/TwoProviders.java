package dev.understudy.testing;

import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.dialect.OpenAiDialect;
import dev.understudy.sandbox.provider.ProviderOptions;
import dev.understudy.sandbox.script.Latency;
import java.time.Duration;

/** A sandbox with a lead and its understudy: two scripted providers, asked in this order. */
public final class TwoProviders {
    /** Settings that make failover quick to watch. */
    public static final String SETTINGS = """
            deadline: 5s
            retry: {initial: 1s, max: 3s}
            providers:
              lead:
                {dialect: openai, base-url: "${lead}", model: lead-model, api-key: lead-key, timeout: 4s, auth-probe: 2s,
                 circuit-breaker: {wait-duration-in-open-state: 1s, minimum-number-of-calls: 5, sliding-window-size: 10}}
              stand-in:
                {dialect: openai, base-url: "${stand-in}", model: stand-in-model, api-key: stand-in-key, timeout: 4s, auth-probe: 2s,
                 circuit-breaker: {wait-duration-in-open-state: 1s, minimum-number-of-calls: 5, sliding-window-size: 10}}
            """;

    /** The same with a daily budget that nobody uses up. */
    public static final String WITH_BUDGETS = SETTINGS.replace(
            "timeout: 4s",
            "timeout: 4s, price: {input-per-million: 2.50, output-per-million: 10}, budget: {usd-per-day: 10000}");

    private TwoProviders() {}

    /** Starts it with a broker of this form. */
    public static Sandbox start(SandboxOptions.BrokerForm broker) {
        Latency latency = Latency.fixed(Duration.ofMillis(200));
        return Sandbox.start(SandboxOptions.ephemeral()
                .withBroker(broker)
                .withProviders(
                        ProviderOptions.of(new OpenAiDialect()).named("lead").withLatency(latency),
                        ProviderOptions.of(new OpenAiDialect())
                                .named("stand-in")
                                .withLatency(latency)));
    }
}
