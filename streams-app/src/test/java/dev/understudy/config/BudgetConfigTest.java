package dev.understudy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetConfigTest {
    @Test
    void shouldEnforceUnlessToldOtherwise() {
        assertThat(new BudgetConfig(BigDecimal.TEN, null).shadow()).isFalse();
        assertThat(new BudgetConfig(BigDecimal.TEN, true).shadow()).isTrue();
    }

    @Test
    void shouldLeaseAFiftiethAtATime() {
        BudgetConfig budget = new BudgetConfig(new BigDecimal("20.00"), null);

        assertThat(budget.micros()).isEqualTo(20_000_000);
        assertThat(budget.sliceMicros()).isEqualTo(400_000);
    }

    @Test
    void shouldRefuseABudgetWithoutAnAmount() {
        assertThatThrownBy(() -> new BudgetConfig(null, null))
                .isInstanceOf(ConfigException.class)
                .hasMessage("usd-per-day: is missing; expected US dollars, such as 20.00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "0.00009", "1000000001"})
    void shouldRefuseAnAmountThatIsNoBudget(String amount) {
        assertThatThrownBy(() -> new BudgetConfig(new BigDecimal(amount), null))
                .isInstanceOf(ConfigException.class)
                .hasMessage("usd-per-day: must be 0.0001 to 1000000000 US dollars, but is " + amount);
    }
}
