package dev.understudy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.provider.KeyState;
import dev.understudy.provider.ProviderState;
import dev.understudy.provider.drill.Drill;
import dev.understudy.provider.drill.DrillFault;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProviderPageTest {
    private static final Instant START = Instant.parse("2026-03-14T01:00:00Z");
    private static final KeyState WELL =
            new KeyState("default", ProviderState.Condition.TAKING_CALLS, START, null, null);
    private static final KeyState BAD = new KeyState(
            "spare",
            ProviderState.Condition.OPEN,
            START.plusSeconds(60),
            FailureReason.AUTHENTICATION_FAILED,
            START.plusSeconds(360));

    @Test
    void shouldShowTheKeysOfAProviderThatHasSeveral() {
        Map<String, Object> page =
                ProviderPage.of(List.of(ProviderState.of("openai", List.of(WELL, BAD))), List.of(), Map.of());

        assertThat(page)
                .isEqualTo(Map.of(
                        "openai",
                        Map.of(
                                "condition",
                                "TAKING_CALLS",
                                "since",
                                "2026-03-14T01:00:00Z",
                                "keys",
                                Map.of(
                                        "default",
                                        Map.of("condition", "TAKING_CALLS", "since", "2026-03-14T01:00:00Z"),
                                        "spare",
                                        Map.of(
                                                "condition",
                                                "OPEN",
                                                "since",
                                                "2026-03-14T01:01:00Z",
                                                "reason",
                                                "AUTHENTICATION_FAILED",
                                                "nextProbe",
                                                "2026-03-14T01:06:00Z")))));
    }

    @Test
    void shouldShowOneStateForAProviderWithOneKey() {
        Map<String, Object> page =
                ProviderPage.of(List.of(ProviderState.of("openai", List.of(BAD))), List.of(), Map.of());

        assertThat(page)
                .isEqualTo(Map.of(
                        "openai",
                        Map.of(
                                "condition",
                                "OPEN",
                                "since",
                                "2026-03-14T01:01:00Z",
                                "reason",
                                "AUTHENTICATION_FAILED",
                                "nextProbe",
                                "2026-03-14T01:06:00Z")));
    }

    @Test
    void shouldSayWhichProviderIsBrokenOnPurpose() {
        Drill drill = new Drill("openai", DrillFault.ACCOUNT_DEACTIVATED, START, START.plusSeconds(60));

        Map<String, Object> page = ProviderPage.of(
                List.of(ProviderState.of("openai", List.of(WELL)), ProviderState.of("local", List.of(WELL))),
                List.of(drill),
                Map.of());

        Map<String, String> takesCalls = Map.of("condition", "TAKING_CALLS", "since", "2026-03-14T01:00:00Z");
        assertThat(page.get("local")).isEqualTo(takesCalls);
        assertThat(page.get("openai"))
                .isEqualTo(Map.of(
                        "condition",
                        "TAKING_CALLS",
                        "since",
                        "2026-03-14T01:00:00Z",
                        "drill",
                        "account-deactivated until 2026-03-14T01:01:00Z"));
    }

    @Test
    void shouldShowHowABudgetStands() {
        Map<String, Object> page = ProviderPage.of(
                List.of(ProviderState.of("openai", List.of(WELL)), ProviderState.of("local", List.of(WELL))),
                List.of(),
                Map.of("openai", Map.of("usdPerDay", "20.000000")));

        assertThat(page.get("openai"))
                .isEqualTo(Map.of(
                        "condition",
                        "TAKING_CALLS",
                        "since",
                        "2026-03-14T01:00:00Z",
                        "budget",
                        Map.of("usdPerDay", "20.000000")));
        assertThat(page.get("local")).isEqualTo(Map.of("condition", "TAKING_CALLS", "since", "2026-03-14T01:00:00Z"));
    }
}
