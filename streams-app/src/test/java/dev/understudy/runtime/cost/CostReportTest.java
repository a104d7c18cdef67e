package dev.understudy.runtime.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.attempt.TokenUsage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CostReportTest {
    private static final String LATE = "2026-03-14T23:59:59Z";
    private static final String NEXT_DAY = "2026-03-15T00:00:00Z";

    @Test
    void shouldAddUpByProviderServiceAndDay() {
        assertThat(report(CostBy.PROVIDER).lines()).containsOnlyKeys("local", "openai");
        assertThat(report(CostBy.SERVICE).lines()).containsOnlyKeys("checkout", CostReport.NO_SERVICE);
        assertThat(report(CostBy.DAY).lines()).containsOnlyKeys("2026-03-14", "2026-03-15");
        assertThat(report(CostBy.PROVIDER).lines().get("openai")).isEqualTo(new CostLine(2, 1, 100, 20, 45, 1));
        for (CostBy by : CostBy.values()) {
            assertThat(report(by).total()).as(by.name()).isEqualTo(new CostLine(3, 1, 130, 25, 45, 2));
        }
    }

    @Test
    void shouldHaveATotalOfNothing() {
        assertThat(new CostReport(CostBy.DAY).total()).isEqualTo(CostLine.NONE);
    }

    private static CostReport report(CostBy by) {
        CostReport report = new CostReport(by);
        report.add(attempt("openai", LATE, new TokenUsage(100, 0, 20, 0), 45L, null, true), "checkout");
        report.add(attempt("openai", NEXT_DAY, null, null, FailureReason.CALL_TIMEOUT, true), "checkout");
        report.add(attempt("openai", NEXT_DAY, null, null, FailureReason.BREAKER_OPEN, false), "checkout");
        report.add(attempt("local", NEXT_DAY, new TokenUsage(30, 0, 5, 0), null, null, true), CostReport.NO_SERVICE);
        return report;
    }

    private static ProviderAttempt attempt(
            String provider,
            String at,
            @Nullable TokenUsage usage,
            @Nullable Long cost,
            @Nullable FailureReason failure,
            boolean called) {
        return new ProviderAttempt(
                "request-1",
                provider,
                "model",
                1,
                Instant.parse(at),
                1,
                failure,
                null,
                new ModelResponse(null, null, null, usage),
                cost,
                called,
                1,
                false,
                null,
                "instance-1");
    }
}
