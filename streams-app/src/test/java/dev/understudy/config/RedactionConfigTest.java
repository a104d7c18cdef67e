package dev.understudy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedactionConfigTest {
    @Test
    void shouldBeOnByDefault() {
        assertThat(RedactionConfig.defaults()).isEqualTo(new RedactionConfig(true, false, List.of(), Map.of()));
    }

    @Test
    void shouldRefuseWhatCannotWork() {
        assertRefused(
                Map.of("customer", "CUST-("),
                "patterns.customer: is no regular expression: Unclosed group near index 6; expected one of"
                        + " java.util.regex");
        assertRefused(Map.of("all", "x*"), "patterns.all: matches the empty text; expected something to mask");
        assertRefused(
                Map.of("My Own", "x"),
                "patterns.My Own: is no name for a kind: use a-z, 0-9 and -, at most 31 of them");
        assertRefused(
                Map.of("long", "x".repeat(1_001)), "patterns.long: must have at most 1000 characters, but has 1001");
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 21; i++) {
            many.put("p" + i, "x");
        }
        assertRefused(many, "patterns: must be at most 20, but are 21");
        assertThatThrownBy(() -> new RedactionConfig(true, false, List.of("a.example", "no domain"), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage("host-names[1]: must be a domain, such as corp.example.com, but is no domain");
    }

    private static void assertRefused(Map<String, String> patterns, String message) {
        assertThatThrownBy(() -> new RedactionConfig(true, false, List.of(), patterns))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message);
    }
}
