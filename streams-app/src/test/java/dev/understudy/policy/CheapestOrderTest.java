package dev.understudy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.PriceConfig;
import dev.understudy.domain.alert.Alert;
import dev.understudy.prompt.SampleAlerts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheapestOrderTest {
    private static final Alert SHORT = SampleAlerts.withDescription("It rises.");
    private static final Alert LONG = SampleAlerts.withDescription("It rises. ".repeat(5_000));

    @Test
    void shouldAskTheProviderFirstWhoseCallCostsTheLeast() {
        CheapestOrder order = order(Map.of("dear", price("3", "15"), "cheap", price("0.25", "2")));

        assertThat(order.of("any", SHORT)).containsExactly("cheap", "dear");
        // 1,000 tokens at 0.25 and 500 at 2 dollars a million.
        assertThat(order.micros("cheap", 1_000)).isEqualTo(1_250);
    }

    @Test
    void shouldTellByThePromptAndTheAnswerTogether() {
        CheapestOrder order = order(Map.of("dear-answers", price("0.10", "9"), "dear-prompts", price("1", "2")));

        assertThat(order.of("any", SHORT)).containsExactly("dear-prompts", "dear-answers");
        assertThat(order.of("any", LONG)).containsExactly("dear-answers", "dear-prompts");
    }

    @Test
    void shouldLeaveEqualOnesAsTheChainNamesThem() {
        PriceConfig same = price("1", "1");

        assertThat(new CheapestOrder(List.of("z", "a", "m"), Map.of("a", same, "m", same, "z", same)).of("any", SHORT))
                .containsExactly("z", "a", "m");
    }

    private static CheapestOrder order(Map<String, PriceConfig> prices) {
        return new CheapestOrder(prices.keySet().stream().sorted().toList(), prices);
    }

    private static PriceConfig price(String input, String output) {
        return new PriceConfig(new BigDecimal(input), new BigDecimal(output), null);
    }
}
