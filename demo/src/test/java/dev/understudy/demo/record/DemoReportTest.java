package dev.understudy.demo.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.demo.load.SentAlert;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoReportTest {
    private static final List<SentAlert> SENT = List.of(
            new SentAlert("first", 1, SampleAnswers.START),
            new SentAlert("moved", 2, SampleAnswers.START),
            new SentAlert("rerouted", 2, SampleAnswers.START),
            new SentAlert("late", 2, SampleAnswers.START),
            new SentAlert("over", 3, SampleAnswers.START));

    @Test
    void shouldMeasureFromTheRecords() {
        RunRecords records = new RunRecords();
        answer(records, "first", 150, SampleAnswers.succeeded("openai", 10, 100));
        answer(
                records,
                "moved",
                700,
                SampleAnswers.failed("openai", 200),
                SampleAnswers.succeeded("anthropic", 400, 90));
        // Not called, so it did not fail over.
        answer(
                records,
                "rerouted",
                900,
                SampleAnswers.refused("openai", 0),
                SampleAnswers.succeeded("anthropic", 1, 90));
        // Waited for an outage of all, which is no failover.
        records.answer(SampleAnswers.degraded("late"), SampleAnswers.START);
        answer(
                records,
                "late",
                9_000,
                SampleAnswers.failed("openai", 0),
                SampleAnswers.succeeded("anthropic", 8_000, 90));
        records.answer(SampleAnswers.degraded("over"), SampleAnswers.START);
        records.answer(SampleAnswers.closed("over", EnrichmentOutcome.SUPERSEDED), SampleAnswers.START);
        records.attempt(SampleAnswers.failed("openai", 0));
        records.attempt(SampleAnswers.refused("openai", 0));

        DemoReport report = DemoReport.of(SENT, records, records, Verdict.of(SENT, records));

        assertThat(report.failoverMillis()).isEqualTo(new Spread(1, 500, 500));
        assertThat(report.addedMillis()).isEqualTo(new Spread(1, 50, 50));
        assertThat(report.byProvider()).isEqualTo(Map.of("openai", 1, "anthropic", 3));
        assertThat(report)
                .extracting(
                        DemoReport::sent,
                        DemoReport::enriched,
                        DemoReport::degraded,
                        DemoReport::upgraded,
                        DemoReport::superseded,
                        DemoReport::calls,
                        DemoReport::lost)
                .containsExactly(5, 4, 2, 2, 1, 1, 0);
    }

    @Test
    void shouldWriteEveryFigure(@TempDir Path folder) throws IOException {
        RunRecords none = new RunRecords();
        Path file = folder.resolve("report.json");

        DemoReport.of(SENT, none, none, Verdict.of(SENT, none)).write(file);

        JsonNode written = new ObjectMapper().readTree(file.toFile());
        assertThat(written.fieldNames())
                .toIterable()
                .contains(
                        "sent",
                        "enriched",
                        "degraded",
                        "upgraded",
                        "deadLettered",
                        "lost",
                        "duplicates",
                        "calls",
                        "byProvider");
        assertThat(written.at("/lost").intValue()).isEqualTo(5);
        assertThat(written.at("/failoverMillis/p50").isNumber()).isTrue();
        assertThat(written.at("/addedMillis/p99").isNumber()).isTrue();
    }

    @Test
    void shouldTakeTheNearestRank() {
        assertThat(Spread.of(LongStream.rangeClosed(1, 200).boxed().toList())).isEqualTo(new Spread(200, 100, 198));
        assertThat(Spread.of(List.of(7L))).isEqualTo(new Spread(1, 7, 7));
        assertThat(Spread.of(List.of())).isEqualTo(new Spread(0, 0, 0));
    }

    private static void answer(
            RunRecords records, String id, long atMillis, dev.understudy.domain.attempt.ProviderAttempt... attempts) {
        records.answer(SampleAnswers.model(id, attempts), SampleAnswers.START.plusMillis(atMillis));
    }
}
