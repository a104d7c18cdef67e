package dev.understudy.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.DialectName;
import dev.understudy.config.ProviderConfig;
import dev.understudy.config.Secret;
import dev.understudy.metrics.ProviderMetrics;
import dev.understudy.provider.call.Providers;
import dev.understudy.runtime.Dialects;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The example of each kind of provider stays loadable. */
class ExampleProvidersTest {
    private static final Map<String, String> ENVIRONMENT = Stream.of(
                    "OPENAI_API_KEY",
                    "ANTHROPIC_API_KEY",
                    "GEMINI_API_KEY",
                    "AZURE_OPENAI_API_KEY",
                    "GROQ_API_KEY",
                    "GROQ_API_KEY_B",
                    "LITELLM_API_KEY")
            .collect(Collectors.toMap(name -> name, name -> "value of " + name));

    private final LoadedConfig loaded = new ConfigLoader(ENVIRONMENT).load(Path.of("..", "examples", "providers.yaml"));

    @Test
    void shouldLoadWithoutAWarning() {
        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.config().providers().keySet())
                .containsExactly("openai", "anthropic", "gemini", "azure", "groq", "vllm", "ollama", "litellm");
        assertThat(loaded.config().providers().values())
                .extracting(ProviderConfig::dialect)
                .contains(DialectName.values());
    }

    @Test
    void shouldTakeEachKeyFromTheEnvironment() {
        Map<String, ProviderConfig> providers = loaded.config().providers();

        assertThat(providers.get("anthropic").apiKey())
                .isNotNull()
                .extracting(Secret::reveal)
                .isEqualTo("value of ANTHROPIC_API_KEY");
        assertThat(providers.get("azure").headers().get("api-key").reveal()).isEqualTo("value of AZURE_OPENAI_API_KEY");
        assertThat(providers.get("groq").keys().values())
                .extracting(Secret::reveal)
                .containsExactly("value of GROQ_API_KEY", "value of GROQ_API_KEY_B");
        assertThat(providers.get("ollama").apiKey()).isNull();
    }

    @Test
    void shouldOpenTheWayToEachOfThem() {
        ProviderMetrics metrics = new ProviderMetrics(new SimpleMeterRegistry());
        try (Providers providers = Providers.create(loaded.config(), Dialects.all(), metrics, Clock.systemUTC())) {
            assertThat(providers.all()).hasSize(8);
        }
    }
}
