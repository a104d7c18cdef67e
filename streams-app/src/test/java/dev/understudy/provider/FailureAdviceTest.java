package dev.understudy.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.attempt.FailureReason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureAdviceTest {
    @ParameterizedTest
    @EnumSource(FailureReason.class)
    void shouldSayInPlainWordsWhatToDo(FailureReason reason) {
        FailureAdvice advice = FailureAdvice.of(reason);

        assertThat(advice.problem()).isNotBlank().doesNotContain(reason.label()).doesNotEndWith(".");
        assertThat(advice.remedy()).isNotBlank().doesNotContain(reason.label()).doesNotEndWith(".");
    }
}
