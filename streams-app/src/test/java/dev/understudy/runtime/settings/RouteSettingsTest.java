package dev.understudy.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.config.ConfigException;
import dev.understudy.config.RouteConfig;
import dev.understudy.config.RouteOrder;
import dev.understudy.config.StormConfig;
import dev.understudy.config.UnderstudyConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteSettingsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "order: newest | routes[0].order: must be one of chain, weighted, cheapest, fastest, but is \"newest\"",
                "order: weighted | routes[0].weights.a: is missing; expected a whole number, such as 80",
                "order: weighted, weights: {a: 80} | routes[0].weights.b: is missing; expected a whole number, such as 80",
                "order: weighted, weights: {a: 80, b: 0} | routes[0].weights.b: must be at least 1, but is 0",
                "order: weighted, weights: {a: 80, b: -1} | routes[0].weights.b: must be at least 1, but is -1",
                "order: weighted, weights: {a: 80, b: many} | routes[0].weights.b: must be a whole number, but is \"many\"",
                "order: weighted, weights: {a: 8, b: 1, c: 1} | routes[0].weights.c: names no provider of the chain [a, b]",
                "weights: {a: 1, b: 1} | routes[0].weights: is set, but order is chain; expected order: weighted",
                "order: fastest, weights: {a: 1, b: 1} | routes[0].weights: is set, but order is fastest; expected order: weighted",
                "order: cheapest | providers.b.price: is missing; expected one, since routes[0].order is cheapest and its chain names b",
                "storm: {queued: 5} | routes[0].storm.chain: is empty; expected the name of at least one provider",
                "storm: {chain: [b]} | routes[0].storm.queued: is missing; expected a number of waiting requests, such as 200",
                "storm: {chain: [b], queued: 0} | routes[0].storm.queued: must be at least 1, but is 0",
                "storm: {chain: [b, b], queued: 5} | routes[0].storm.chain: names b twice",
                "storm: {chain: [gone], queued: 5} | routes[0].storm.chain: names gone, which is not among providers [a, b, c]",
                "storm: {chain: [b], queued: 100000} | routes[0].storm.queued: must be less than in-flight.max-queued (100000), but is 100000",
                "storm: {chain: [b], queued: 5, order: fastest} | routes[0].storm.order: is not a setting; known here are chain, queued",
                "confined: true, storm: {chain: [b, c], queued: 5} | routes[0].storm.chain: names c, which is not in the chain [a, b] of this confined route",
                "name: urgent/storm | routes[0].name: must not have a / in it, but is urgent/storm",
            })
    void shouldRefuseARouteThatCannotWork(String settings, String message) {
        assertThatThrownBy(() -> load("{chain: [a, b], " + settings + "}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(message + " (understudy.yaml:");
    }

    @Test
    void shouldRefuseTwoRoutesOfOneName() {
        assertThatThrownBy(() -> load("{name: all, when: {severity: [info]}, chain: [b]}, {name: all, chain: [a]}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("routes[1].name: is all, the name of routes[0] too");
        assertThatThrownBy(() -> load("{name: route-2, when: {severity: [info]}, chain: [b]}, {chain: [a]}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("routes[1].name: is route-2, the name of routes[0] too");
    }

    @ParameterizedTest
    @CsvSource({"0, must be at least 1", "many, must be a whole number"})
    void shouldRefuseARateOfTokensThatIsNone(String rate, String problem) {
        assertThatThrownBy(() -> load("{chain: [a]}", "tokens-per-minute: " + rate))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("providers.c.tokens-per-minute: " + problem);
    }

    @Test
    void shouldReadWhatItPrints() {
        UnderstudyConfig config = load(
                "{name: urgent, chain: [a, b], order: weighted, weights: {a: 80, b: 20}, storm: {chain: [b, a], queued: 200}}",
                "tokens-per-minute: 90000");

        RouteConfig route = config.routes().get(0);
        assertThat(route.order()).isEqualTo(RouteOrder.WEIGHTED);
        assertThat(route.weights()).isEqualTo(Map.of("a", 80, "b", 20));
        assertThat(route.storm()).isEqualTo(new StormConfig(List.of("b", "a"), 200));
        assertThat(config.providers().get("c").tokensPerMinute()).isEqualTo(90_000);
        assertThat(parse(ConfigPrinter.print(config)).routes()).isEqualTo(config.routes());
        assertThat(parse(ConfigPrinter.print(config)).providers().get("c").tokensPerMinute())
                .isEqualTo(90_000);
    }

    @Test
    void shouldAskInTheOrderOfTheChainUnlessToldOtherwise() {
        RouteConfig route = load("{chain: [a, b]}").routes().get(0);

        assertThat(route.order()).isEqualTo(RouteOrder.CHAIN);
        assertThat(route.weights()).isEmpty();
        assertThat(route.storm()).isNull();
    }

    @Test
    void shouldNotWarnOfAProviderThatOnlyAStormAsks() {
        assertThat(loaded("{chain: [a, b], storm: {chain: [c], queued: 5}}", "reask: false")
                        .warnings())
                .isEmpty();
    }

    private static UnderstudyConfig load(String routes) {
        return load(routes, "reask: false");
    }

    private static UnderstudyConfig load(String routes, String settingOfC) {
        return loaded(routes, settingOfC).config();
    }

    private static LoadedConfig loaded(String routes, String settingOfC) {
        return new ConfigLoader(Map.of()).parse("""
                kafka: {bootstrap.servers: "localhost:1"}
                schema-registry: {url: "http://localhost:1"}
                providers:
                  a: {dialect: openai, base-url: "http://localhost:1", model: m,
                      price: {input-per-million: 1, output-per-million: 1}}
                  b: {dialect: openai, base-url: "http://localhost:1", model: m}
                  c: {dialect: openai, base-url: "http://localhost:1", model: m, %s}
                routes: [%s]
                """.formatted(settingOfC, routes), "understudy.yaml", Path.of("."));
    }

    private static UnderstudyConfig parse(String yaml) {
        return new ConfigLoader(Map.of())
                .parse(yaml, "printed.yaml", Path.of("."))
                .config();
    }
}
