package dev.understudy.runtime.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.DialectName;
import dev.understudy.config.ProviderConfig;
import dev.understudy.metrics.ProviderMetrics;
import dev.understudy.provider.ProviderState;
import dev.understudy.provider.SampleProviders;
import dev.understudy.provider.call.Providers;
import dev.understudy.provider.drill.DrillFault;
import dev.understudy.provider.openai.OpenAiDialect;
import dev.understudy.sandbox.provider.ProviderOptions;
import dev.understudy.sandbox.provider.ScriptedProvider;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A provider that nobody calls, over real HTTP. */
class ActiveProbesTest {

    @Test
    void shouldBringAProviderBackWithoutALiveAlert() {
        try (ScriptedProvider server =
                        ScriptedProvider.start(ProviderOptions.of(new dev.understudy.sandbox.dialect.OpenAiDialect()));
                Providers providers = providers(server);
                ActiveProbes probes = ActiveProbes.start(providers, Clock.systemUTC())) {
            assertThat(probes).isNotNull();
            providers.drills().start("openai", DrillFault.ACCOUNT_DEACTIVATED, Duration.ofMinutes(1));
            providers
                    .provider("openai")
                    .chatModel()
                    .call(new SampleQuestions("test-", Clock.systemUTC()).to(providers.provider("openai")))
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
            assertThat(providers.state("openai").condition()).isEqualTo(ProviderState.Condition.OPEN);

            providers.drills().stop("openai");

            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> providers.state("openai").condition() == ProviderState.Condition.TAKING_CALLS);
            assertThat(server.calls()).isEqualTo(2);
        }
    }

    private static Providers providers(ScriptedProvider server) {
        ProviderConfig config = SampleProviders.openAi()
                .at(server.baseUrl())
                .neverSlow()
                .activeProbe(Duration.ofMillis(50))
                .build();
        return Providers.create(
                SampleProviders.config(Map.of("openai", config), 10),
                Map.of(DialectName.OPENAI, new OpenAiDialect()),
                new ProviderMetrics(new SimpleMeterRegistry()),
                Clock.systemUTC());
    }
}
