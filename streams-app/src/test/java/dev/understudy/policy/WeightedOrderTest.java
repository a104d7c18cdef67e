package dev.understudy.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.understudy.domain.alert.Alert;
import dev.understudy.prompt.SampleAlerts;
import dev.understudy.testing.SampleRequests;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WeightedOrderTest {
    private static final int REQUESTS = 10_000;
    private static final Alert ALERT = SampleAlerts.crashLoop();
    private static final Map<String, Integer> WEIGHTS = Map.of("openai", 70, "anthropic", 20, "local", 10);

    private final ChainOrder order = new WeightedOrder(List.of("openai", "anthropic", "local"), WEIGHTS);

    @Test
    void shouldAskEachProviderFirstAsOftenAsItsWeightSaysAndSecondAmongThoseLeft() {
        System.out.printf(
                "of %d requests first: openai %.3f, anthropic %.3f, local %.3f; anthropic second after openai %.3f%n",
                REQUESTS,
                share(first("openai")),
                share(first("anthropic")),
                share(first("local")),
                share(first("openai").and(chain -> chain.get(1).equals("anthropic"))) / share(first("openai")));

        // Three standard deviations of 10,000 draws are 0.014 at the most.
        assertThat(share(first("openai"))).isCloseTo(0.7, within(0.014));
        assertThat(share(first("anthropic"))).isCloseTo(0.2, within(0.014));
        assertThat(share(first("local"))).isCloseTo(0.1, within(0.014));
        assertThat(share(first("openai").and(chain -> chain.get(1).equals("anthropic"))) / share(first("openai")))
                .isCloseTo(20 / 30.0, within(0.02));
    }

    @Test
    void shouldDeriveTheSameOrderForTheSameRequestWhoeverDoes() {
        ChainOrder elsewhere = new WeightedOrder(List.of("local", "openai", "anthropic"), WEIGHTS);

        for (int i = 0; i < REQUESTS; i++) {
            String id = SampleRequests.id(i);
            assertThat(order.of(id, ALERT))
                    .containsExactlyInAnyOrder("openai", "anthropic", "local")
                    .isEqualTo(elsewhere.of(id, SampleAlerts.withLabels(Map.of())));
        }
        // Fixed for ever: another release must not call another provider for a request that is parked.
        assertThat(IntStream.range(0, 6).mapToObj(i -> order.of(SampleRequests.id(i), ALERT)))
                .containsExactly(
                        List.of("anthropic", "openai", "local"),
                        List.of("openai", "anthropic", "local"),
                        List.of("openai", "anthropic", "local"),
                        List.of("openai", "local", "anthropic"),
                        List.of("anthropic", "openai", "local"),
                        List.of("local", "openai", "anthropic"));
    }

    private double share(Predicate<List<String>> which) {
        return IntStream.range(0, REQUESTS)
                        .mapToObj(i -> order.of(SampleRequests.id(i), ALERT))
                        .filter(which)
                        .count()
                / (double) REQUESTS;
    }

    private static Predicate<List<String>> first(String provider) {
        return chain -> chain.get(0).equals(provider);
    }
}
