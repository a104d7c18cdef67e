package dev.understudy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingConfigTest {

    @Test
    @SuppressWarnings("NullAway") // null means the default
    void shouldHaveNothingButWhatIsGiven() {
        MappingConfig mapping = new MappingConfig(null, Map.of("fingerprint", "/id"), null, null, null, null);

        assertThat(mapping.alerts()).isNull();
        assertThat(mapping.fields()).containsOnly(Map.entry("fingerprint", "/id"));
        assertThat(mapping.labels()).isEmpty();
        assertThat(mapping.annotations()).isEmpty();
        assertThat(mapping.statuses()).isEmpty();
        assertThat(mapping.severities()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a", "/a/0/b", "/a~1b/c~0d", "/größe/ ", "/~01"})
    void shouldTakeAJsonPointer(String pointer) {
        assertThatCode(() -> labelled(pointer)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "a", "a/b", "$.a", "/a~", "/a~2", "/~~01", " /a"})
    void shouldRefuseWhatIsNone(@Nullable String pointer) {
        assertThatThrownBy(() -> labelled(pointer))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("labels.host: must be a JSON Pointer such as /monitor/name");
    }

    @Test
    void shouldNameThePathOfTheAlertsToo() {
        assertThatThrownBy(() -> mapping("alerts", Map.of("fingerprint", "/id")))
                .hasMessageStartingWith("alerts: must be a JSON Pointer");
    }

    @Test
    void shouldRefuseAFieldThatAnAlertDoesNotHave() {
        assertThatThrownBy(() -> mapping(null, Map.of("fingerprint", "/id", "startsAt", "/start")))
                .hasMessageStartingWith("fields.startsAt: is no field; expected one of [event-id, fingerprint, name");
    }

    @Test
    void shouldRefuseAMappingThatTellsNoAlertsApart() {
        assertThatThrownBy(() -> mapping(null, Map.of("name", "/name")))
                .hasMessage("fields.fingerprint: is missing; expected its path, or labels that tell alerts apart");
    }

    private static MappingConfig mapping(@Nullable String alerts, Map<String, String> fields) {
        return new MappingConfig(alerts, fields, Map.of(), Map.of(), Map.of(), Map.of());
    }

    private static MappingConfig labelled(@Nullable String pointer) {
        return new MappingConfig(
                null, Map.of(), Collections.singletonMap("host", pointer), Map.of(), Map.of(), Map.of());
    }
}
