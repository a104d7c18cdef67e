package dev.understudy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamespaceTest {
    private static final Namespace REPLAY = Namespace.replay("prompt-7");

    @Test
    void shouldLeaveTheNamesOfProductionAsTheyAre() {
        for (String topic : Topics.all(List.of("openai"))) {
            assertThat(Namespace.STANDARD.topic(topic)).isEqualTo(topic);
            assertThat(Namespace.STANDARD.logical(topic)).contains(topic);
        }
        assertThat(Namespace.STANDARD.applicationId(Role.FALLBACK)).isEqualTo("understudy-fallback");
    }

    @Test
    void shouldGiveEachTopicOfAReplayANameAndFindItBack() {
        assertThat(REPLAY.topic(Topics.INCIDENTS)).isEqualTo("incidents.replay.prompt-7");
        assertThat(REPLAY.topic(Topics.retry("openai"))).isEqualTo("incidents.replay.prompt-7.retry.openai");
        for (String topic : Topics.all(List.of("openai"))) {
            assertThat(REPLAY.logical(REPLAY.topic(topic))).contains(topic);
        }
        assertThat(REPLAY.applicationId(Role.ENRICHER)).isEqualTo("understudy-replay-prompt-7-enricher");
    }

    @Test
    void shouldNeverTakeTheTopicsOfOneForThoseOfAnother() {
        Namespace longer = Namespace.replay("prompt-7-b");
        for (String topic : Topics.all(List.of("openai"))) {
            assertThat(Namespace.STANDARD.logical(REPLAY.topic(topic))).isEmpty();
            assertThat(REPLAY.logical(topic)).isEmpty();
            assertThat(REPLAY.logical(longer.topic(topic))).isEmpty();
        }
    }

    @Test
    void shouldTellTheReplayThatANameBelongsTo() {
        assertThat(List.of(
                        "incidents.replay.prompt-7",
                        "incidents.replay.prompt-7.retry.openai",
                        "understudy-replay-prompt-7-enricher",
                        "understudy-replay-prompt-7-fallback-due-by-incident-changelog",
                        "understudy-replay-prompt-7-enricher-3f0c-1"))
                .allSatisfy(name -> assertThat(Namespace.replayOf(name)).contains(REPLAY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "incidents",
                "incidents.enriched",
                "incidents.retry.replay",
                "incidents.replay",
                "incidents.replay.",
                "incidents.replayed.x",
                "incidents.replay.Capital",
                "understudy-enricher",
                "understudy-enricher-in-flight-changelog",
                "understudy-fallback-due-changelog",
                "understudy-replay",
                "understudy-replay-enricher",
                "understudy-replay-x-gateway",
                "other.incidents.replay.x"
            })
    void shouldTakeNothingElseForAReplay(String name) {
        assertThat(Namespace.replayOf(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a-", "a.b", "a_b", "A", "x-enricher", "fallback-2", "gateway", "a b", "a/../b"})
    void shouldRefuseANameThatCouldBeTakenForAnother(String name) {
        assertThatThrownBy(() -> Namespace.replay(name))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("run: ");
        assertThat(Namespace.isRun("a".repeat(40))).isTrue();
        assertThat(Namespace.isRun("a".repeat(41))).isFalse();
    }
}
