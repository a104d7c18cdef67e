package dev.understudy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.alert.Alert;
import dev.understudy.prompt.SampleAlerts;
import dev.understudy.runtime.settings.ConfigLoader;
import dev.understudy.testing.SampleRequests;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private static final Alert ALERT = SampleAlerts.withLabels(Map.of("team", "payments"));
    private static final Alert OTHER = SampleAlerts.withLabels(Map.of());
    /** About 20,000 tokens by estimate: too many for all but huge. */
    private static final Alert LONG = SampleAlerts.withDescription("x".repeat(60_000));

    @Test
    void shouldNotLetALargerWindowSeeWhatIsConfinedToTheChain() {
        String route = "{name: private, when: {labels: {team: payments}}, chain: [local]%s}";

        assertThat(begun(routes(route.formatted("")), ALERT).largerWindows()).containsEntry("local", "huge");
        assertThat(begun(routes(route.formatted(", confined: true")), ALERT).largerWindows())
                .doesNotContainKey("local");
        assertThat(begun(routes("{when: {labels: {team: payments}}, chain: [local, huge], confined: true}"), ALERT)
                        .largerWindows())
                .containsEntry("local", "huge");
    }

    @Test
    void shouldTakeTheRouteThatAppliesNowWhenTheOneOfTheRequestIsGone() {
        Routes routes = routes("{name: private, when: {labels: {team: payments}}, chain: [local], confined: true}");

        assertThat(named(routes, "of-last-week", ALERT).chain()).containsExactly("local");
        assertThat(named(routes, "of-last-week/storm", ALERT).chain()).containsExactly("local");
        assertThat(named(routes, "of-last-week", OTHER).chain()).containsExactly("cloud", "local", "huge", "small");
    }

    @Test
    void shouldMatchTheKindOfSource() {
        assertThat(begun(routes("{when: {source: [alertmanager]}, chain: [huge]}"), ALERT)
                        .chain())
                .containsExactly("huge");
        assertThat(routes("{when: {source: [grafana]}, chain: [huge]}").nameFor(ALERT, 0))
                .isEqualTo(Routes.DEFAULT);
    }

    @Test
    void shouldBeginWithTheStormChainWhenMoreWaitThanItSays() {
        Routes routes = routes("{name: urgent, chain: [cloud, local], storm: {chain: [local, huge], queued: 200}}");

        assertThat(routes.nameFor(ALERT, 200)).isEqualTo("urgent");
        assertThat(routes.nameFor(ALERT, 201)).isEqualTo("urgent/storm");
        assertThat(named(routes, "urgent", ALERT).chain()).containsExactly("cloud", "local");
        assertThat(named(routes, "urgent/storm", ALERT))
                .satisfies(storm -> assertThat(storm.chain()).containsExactly("local", "huge"))
                .satisfies(storm -> assertThat(storm.name()).isEqualTo("urgent/storm"));
    }

    @Test
    void shouldNameTheStormChainOfARouteWithoutANameByItsPosition() {
        Routes routes = routes(
                "{when: {severity: [info]}, chain: [huge]}, " + "{chain: [cloud], storm: {chain: [local], queued: 1}}");

        assertThat(routes.nameFor(ALERT, 2)).isEqualTo("route-2/storm");
        assertThat(named(routes, "route-2/storm", ALERT).chain()).containsExactly("local");
    }

    @Test
    void shouldGoOnWithTheRouteWhenItsStormChainIsGone() {
        assertThat(named(routes("{name: urgent, chain: [cloud]}"), "urgent/storm", ALERT)
                        .chain())
                .containsExactly("cloud");
    }

    @Test
    void shouldAskTheLargerWindowFirstWhenTheAlertIsTooLongByEstimate() {
        assertThat(begun(routes("{chain: [local, cloud]}"), LONG).chain()).containsExactly("huge", "local", "cloud");
        assertThat(begun(routes("{chain: [cloud, local]}"), LONG).chain()).containsExactly("cloud", "huge", "local");
        assertThat(begun(routes("{chain: [local, cloud]}"), ALERT).chain()).containsExactly("local", "cloud");
        assertThat(begun(routes("{chain: [small]}"), LONG).chain()).containsExactly("huge", "small");
    }

    @Test
    void shouldStopAtTheFirstWindowThatIsLargeEnough() {
        Alert between = SampleAlerts.withDescription("x".repeat(30_000));

        assertThat(begun(routes("{chain: [small]}"), between).chain()).containsExactly("local", "small");
    }

    @Test
    void shouldCutTheAlertRatherThanLeaveTheChainOfAConfinedRoute() {
        assertThat(begun(routes("{chain: [local, cloud], confined: true}"), LONG)
                        .chain())
                .containsExactly("local", "cloud");
        assertThat(begun(routes("{chain: [small, local], confined: true}"), LONG)
                        .chain())
                .containsExactly("local", "small");
        assertThat(named(
                                routes("{name: r, chain: [local, cloud], confined: true,"
                                        + " storm: {chain: [local], queued: 1}}"),
                                "r/storm",
                                LONG)
                        .chain())
                .containsExactly("local");
    }

    @Test
    void shouldExplainWithoutARequest() {
        RouteExplanation found = routes("{name: r, when: {labels: {team: payments}}, chain: [cloud, local],"
                        + " order: weighted, weights: {cloud: 1, local: 2}}")
                .explain(ALERT);

        assertThat(found.route().name()).isEqualTo("r");
        assertThat(found.route().chain()).containsExactly("cloud", "local");
        assertThat(found.because()).containsExactly("team=payments");
        assertThat(found.tooSmall()).isEmpty();
    }

    private static Route begun(Routes routes, Alert alert) {
        return named(routes, routes.nameFor(alert, 0), alert);
    }

    private static Route named(Routes routes, String name, Alert alert) {
        return routes.of(SampleRequests.on(name, alert));
    }

    private static Routes routes(String route) {
        String config = """
                kafka: {bootstrap.servers: "localhost:1"}
                schema-registry: {url: "http://localhost:1"}
                providers:
                  cloud: {dialect: openai, base-url: "http://localhost:1", model: m}
                  local: {dialect: openai, base-url: "http://localhost:1", model: m, larger-window: huge}
                  huge: {dialect: openai, base-url: "http://localhost:1", model: m, max-input-tokens: 100000}
                  small: {dialect: openai, base-url: "http://localhost:1", model: m, max-input-tokens: 4000, larger-window: local}
                routes: [%s]
                """.formatted(route);
        return Routes.of(new ConfigLoader(Map.of())
                .parse(config, "understudy.yaml", Path.of("."))
                .config());
    }
}
