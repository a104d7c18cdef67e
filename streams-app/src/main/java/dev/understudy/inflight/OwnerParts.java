package dev.understudy.inflight;

import dev.understudy.config.Namespace;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.inflight.dispatch.Brake;
import dev.understudy.inflight.dispatch.Dispatcher;
import dev.understudy.inflight.emission.OutputEncoder;
import dev.understudy.metrics.InFlightMetrics;
import dev.understudy.policy.Routes;
import dev.understudy.prompt.PromptRenderer;
import dev.understudy.provider.Provider;
import java.time.Clock;
import java.util.Map;

/**
 * What the tasks of a process share: one dispatcher, one set of providers, one clock. Every part is thread-safe.
 *
 * @param providers by name
 * @param namespace under which names the topics of {@code Topics} are read and written
 */
public record OwnerParts(
        UnderstudyConfig config,
        Map<String, Provider> providers,
        Dispatcher dispatcher,
        Brake.PerThread brakes,
        Routes routes,
        PromptRenderer prompts,
        Answers answers,
        OutputEncoder encoder,
        String instanceId,
        InFlightMetrics metrics,
        Clock clock,
        Namespace namespace) {}
