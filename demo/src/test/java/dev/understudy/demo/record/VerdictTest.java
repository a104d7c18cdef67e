package dev.understudy.demo.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.demo.load.SentAlert;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private final RunRecords records = new RunRecords();

    @Test
    void shouldBeGoodWhenEachAlertHasItsLastWordOnce() {
        records.answer(SampleAnswers.model("a", SampleAnswers.succeeded("openai", 0, 100)), SampleAnswers.START);
        records.answer(SampleAnswers.degraded("b"), SampleAnswers.START);
        records.answer(SampleAnswers.model("b", SampleAnswers.succeeded("gemini", 0, 100)), SampleAnswers.START);
        records.answer(SampleAnswers.closed("c", EnrichmentOutcome.RESOLVED), SampleAnswers.START);
        records.deadLetter("d");

        Verdict verdict = Verdict.of(sent("a", "b", "c", "d"), records);

        assertThat(verdict).isEqualTo(new Verdict(List.of(), List.of(), List.of()));
        assertThat(verdict.isGood()).isTrue();
    }

    @Test
    void shouldNameAnAlertThatNeverGotAnAnswer() {
        records.answer(SampleAnswers.model("a"), SampleAnswers.START);

        Verdict verdict = Verdict.of(sent("a", "b"), records);

        assertThat(verdict.lost()).containsExactly("b");
        assertThat(verdict.isGood()).isFalse();
    }

    @Test
    void shouldNameAnAnswerThatCameTwice() {
        records.answer(SampleAnswers.model("a"), SampleAnswers.START);
        records.answer(SampleAnswers.model("a"), SampleAnswers.START);

        Verdict verdict = Verdict.of(sent("a"), records);

        assertThat(verdict.duplicates()).containsExactly("a/1 occurs 2 times");
        assertThat(verdict.isGood()).isFalse();
    }

    @Test
    void shouldNameADegradedAnswerThatCameTwice() {
        records.answer(SampleAnswers.degraded("a"), SampleAnswers.START);
        records.answer(SampleAnswers.degraded("a"), SampleAnswers.START);
        records.answer(SampleAnswers.model("a"), SampleAnswers.START);

        assertThat(Verdict.of(sent("a"), records).duplicates()).containsExactly("a/0 occurs 2 times");
    }

    @Test
    void shouldNameAnAnswerToNothingThatWasSent() {
        records.answer(SampleAnswers.model("a"), SampleAnswers.START);
        records.answer(SampleAnswers.model("ghost"), SampleAnswers.START);

        assertThat(Verdict.of(sent("a"), records).duplicates()).containsExactly("ghost was never sent");
    }

    @Test
    void shouldNameADeadLetterOfAnAnsweredAlert() {
        records.answer(SampleAnswers.model("a"), SampleAnswers.START);
        records.deadLetter("a");

        assertThat(Verdict.of(sent("a"), records).duplicates()).containsExactly("a is answered and a dead letter");
    }

    @Test
    void shouldNameADegradedAlertThatNoModelAnswered() {
        records.answer(SampleAnswers.degraded("a"), SampleAnswers.START);

        Verdict verdict = Verdict.of(sent("a"), records);

        assertThat(verdict.lost()).isEmpty();
        assertThat(verdict.unfinished()).containsExactly("a");
        assertThat(verdict.isGood()).isFalse();
    }

    private static List<SentAlert> sent(String... ids) {
        return Stream.of(ids)
                .map(id -> new SentAlert(id, 1, SampleAnswers.START))
                .toList();
    }
}
