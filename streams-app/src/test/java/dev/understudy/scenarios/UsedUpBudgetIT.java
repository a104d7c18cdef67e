package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Role;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.Installation;
import dev.understudy.testing.MetricsPage;
import dev.understudy.testing.TopicWatch;
import dev.understudy.testing.TwoProviders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A budget that is used up is routed around, also after a restart; one in shadow mode is only reported. */
class UsedUpBudgetIT {
    private static final int ALERTS = 200;
    private static final int PER_SECOND = 60;
    private static final String PRICE = "price: {input-per-million: 2.50, output-per-million: 10}, ";
    private static final String SETTINGS = TwoProviders.SETTINGS
            .replace("base-url: \"${lead}\"", PRICE + "budget: {usd-per-day: 0.30}, base-url: \"${lead}\"")
            .replace(
                    "base-url: \"${stand-in}\"",
                    PRICE + "budget: {usd-per-day: 0.05, shadow: true}, base-url: \"${stand-in}\"");

    @Test
    void shouldAskTheNextProviderAndRememberOverARestart(@TempDir Path folder) {
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED)) {
            Installation installation = Installation.create(sandbox, folder, 2, SETTINGS);
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config())) {
                try (Understudy first = installation.start(Role.ENRICHER, Role.FALLBACK)) {
                    List<String> sent = load.send("used-up-", ALERTS, PER_SECOND);
                    watch.await(Duration.ofMinutes(1), seen -> seen.answered(1).containsAll(sent));

                    MetricsPage metrics = new MetricsPage(first.port());
                    assertThat(metrics.value("understudy_budget_limit_usd", "provider=\"lead\""))
                            .isEqualTo(0.3);
                    assertThat(metrics.value("understudy_budget_spent_usd", "provider=\"lead\""))
                            .isBetween(0.2, 0.3 + 0.006);
                    assertThat(metrics.value("understudy_budget_exhausted", "shadow=\"true\""))
                            .as("the shadow budget would be used up")
                            .isEqualTo(1);
                    assertThat(metrics.value("understudy_budget_spent_usd", "shadow=\"true\""))
                            .as("and is passed")
                            .isGreaterThan(0.05);
                }
                long calls = sandbox.provider("lead").calls();
                try (Understudy second = installation.start(Role.ENRICHER, Role.FALLBACK)) {
                    assertThat(second.port()).isPositive();
                    List<String> sent = load.send("restarted-", 20, 0);
                    watch.await(Duration.ofMinutes(1), seen -> seen.answered(1).containsAll(sent));
                }

                assertThat(sandbox.provider("lead").calls() - calls)
                        .as("calls after the restart, for what was given back")
                        .isLessThanOrEqualTo(2);
                assertThat(watch.attempts())
                        .filteredOn(attempt -> attempt.failure() == FailureReason.BUDGET_EXHAUSTED)
                        .isNotEmpty()
                        .allMatch(attempt -> attempt.provider().equals("lead") && !attempt.called());
            }
        }
    }
}
