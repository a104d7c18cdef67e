package dev.understudy.runtime.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.ProviderConfig;
import dev.understudy.config.RouteOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
    private static final Path PAGE = Path.of("../docs/configuration.md");
    private static final Path MADE = Path.of("target/configuration.md");

    @Test
    void shouldEqualThePage() throws IOException {
        String made = ConfigurationPage.render();
        Files.writeString(MADE, made);

        assertThat(Files.exists(PAGE) ? Files.readString(PAGE, UTF_8) : "")
                .as("""
                        The page does not show the settings as they are. Read the difference, then
                        cp streams-app/%s docs/configuration.md
                        """, MADE)
                .isEqualTo(made);
    }

    @Test
    void shouldFindOutWhatARecordRequires() {
        LeastRecord provider = LeastRecord.of(ProviderConfig.class);

        assertThat(provider.required()).isEqualTo(Map.of("dialect", "", "baseUrl", "", "model", ""));
        assertThat(((ProviderConfig) provider.instance()).maxConcurrent()).isEqualTo(256);
    }

    @Test
    void shouldReadTheConstantsOfAnEnum() {
        assertThat(RecordDocs.of(RouteOrder.class).parts())
                .containsOnlyKeys("CHAIN", "WEIGHTED", "CHEAPEST", "FASTEST")
                .containsEntry("CHAIN", "As the chain names them.");
    }
}
