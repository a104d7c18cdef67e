package dev.understudy.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.config.Namespace;
import dev.understudy.config.Topics;
import dev.understudy.enricher.EnricherNames;
import dev.understudy.fallback.FallbackNames;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeftoversTest {
    private static final Namespace RUN = Namespace.replay("prompt-7");

    @Test
    void shouldRefuseToRemoveAnyNameOfProduction() {
        List<String> production = new ArrayList<>(Topics.all(List.of("openai", "replay")));
        production.addAll(List.of(
                Topics.BUDGETS,
                EnricherNames.APPLICATION_ID,
                EnricherNames.rekeyedTopic(),
                EnricherNames.changelog(EnricherNames.IN_FLIGHT_STORE),
                FallbackNames.APPLICATION_ID,
                FallbackNames.changelog(FallbackNames.DUE_STORE)));

        assertThat(production).allSatisfy(name -> assertThatThrownBy(() -> Leftovers.requireReplays(List.of(name)))
                .hasMessageContaining(name));
        assertThatCode(() -> Leftovers.requireReplays(List.of(RUN.topic(Topics.ENRICHED))))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldTellTheNamesOfOneRunFromThoseOfAnother() {
        Namespace other = Namespace.replay("prompt-7-again");

        assertThat(Leftovers.isOf(RUN, "understudy-replay-prompt-7-fallback-due-changelog"))
                .isTrue();
        assertThat(Leftovers.isOf(RUN, other.topic(Topics.INCIDENTS))).isFalse();
        assertThat(Leftovers.isOf(RUN, "understudy-replay-prompt-7-again-fallback-due-changelog"))
                .isFalse();
    }
}
