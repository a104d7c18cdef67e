package dev.understudy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.alert.Alert;
import dev.understudy.prompt.SampleAlerts;
import dev.understudy.runtime.settings.ConfigLoader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private static final Alert ALERT = SampleAlerts.withLabels(Map.of("team", "payments"));

    @Test
    void shouldNotLetALargerWindowSeeWhatIsConfinedToTheChain() {
        String route = "{name: private, when: {labels: {team: payments}}, chain: [local]%s}";

        assertThat(routes(route.formatted("")).forAlert(ALERT).largerWindows()).containsEntry("local", "huge");
        assertThat(routes(route.formatted(", confined: true")).forAlert(ALERT).largerWindows())
                .isEmpty();
        assertThat(routes("{when: {labels: {team: payments}}, chain: [local, huge], confined: true}")
                        .forAlert(ALERT)
                        .largerWindows())
                .containsEntry("local", "huge");
    }

    @Test
    void shouldTakeTheRouteThatAppliesNowWhenTheOneOfTheRequestIsGone() {
        Routes routes = routes("{name: private, when: {labels: {team: payments}}, chain: [local], confined: true}");

        assertThat(routes.named("of-last-week", ALERT).chain()).containsExactly("local");
        assertThat(routes.named("of-last-week", SampleAlerts.withLabels(Map.of()))
                        .chain())
                .containsExactly("cloud", "local", "huge");
    }

    @Test
    void shouldMatchTheKindOfSource() {
        assertThat(routes("{when: {source: [alertmanager]}, chain: [huge]}")
                        .forAlert(ALERT)
                        .chain())
                .containsExactly("huge");
        assertThat(routes("{when: {source: [grafana]}, chain: [huge]}")
                        .forAlert(ALERT)
                        .name())
                .isEqualTo(Routes.DEFAULT);
    }

    private static Routes routes(String route) {
        String config = """
                kafka: {bootstrap.servers: "localhost:1"}
                schema-registry: {url: "http://localhost:1"}
                providers:
                  cloud: {dialect: openai, base-url: "http://localhost:1", model: m}
                  local: {dialect: openai, base-url: "http://localhost:1", model: m, larger-window: huge}
                  huge: {dialect: openai, base-url: "http://localhost:1", model: m, max-input-tokens: 100000}
                routes: [%s]
                """.formatted(route);
        return Routes.of(new ConfigLoader(Map.of())
                .parse(config, "understudy.yaml", Path.of("."))
                .config());
    }
}
