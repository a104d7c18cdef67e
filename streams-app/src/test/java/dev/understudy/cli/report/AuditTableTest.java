package dev.understudy.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.runtime.audit.AuditReport;
import dev.understudy.runtime.audit.CallFigures;
import dev.understudy.runtime.audit.Offence;
import dev.understudy.runtime.audit.Offences;
import dev.understudy.runtime.audit.Place;
import dev.understudy.runtime.audit.Verdict;
import dev.understudy.runtime.client.TimeRange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditTableTest {
    private static final AuditReport REPORT = new AuditReport(
            new TimeRange(Instant.parse("2026-03-14T01:00:00Z"), null),
            new AuditReport.Sent(16, 1),
            new AuditReport.Ends(
                    Map.of(Verdict.ANSWERED, 10L, Verdict.PARKED, 5L, Verdict.DEAD_LETTERED, 1L, Verdict.LOST, 1L),
                    Map.of(EnrichmentOutcome.COMPLETE, 10L),
                    Map.of("incidents.retry.lead", 5L)),
            new CallFigures(16, 20, 4, Map.of("1", 15L, "7-", 0L), 2, 1),
            0,
            Map.of(
                    Offence.Kind.LOST,
                    new Offences(
                            22,
                            List.of(new Offence(
                                    Offence.Kind.LOST,
                                    new Place("incidents", 3, 17),
                                    "id-1",
                                    "fp\u001b[2J",
                                    "gone")))));

    @Test
    void shouldShowCountsAndThenWhatIsWrong() {
        assertThat(AuditTable.of(REPORT)).isEqualToNormalizingNewlines("""
                16 alerts and 1 that were not understood, sent since 2026-03-14T01:00:00Z

                        10  answered: COMPLETE
                         1  dead letter
                         5  open, parked in incidents.retry.lead
                         1  lost: nothing came of it

                calls for an alert: 1.25 on average, 4 at most
                        15  alerts with 1
                wasted calls: 2 lost in a crash (ABANDONED), 1 hedges lost (HEDGE_LOST)

                alerts of which nothing came: 22
                  incidents-3 offset 17, request id-1, fingerprint fp [2J: gone
                  ... and 21 more

                It does not add up.
                """);
    }

    @Test
    void shouldSayTheSameInJson() throws JsonProcessingException {
        JsonNode json = new ObjectMapper().readTree(AuditJson.of(REPORT));

        assertThat(json.get("addsUp").asBoolean(true)).isFalse();
        assertThat(json.at("/range/since").asText()).isEqualTo("2026-03-14T01:00:00Z");
        assertThat(json.at("/sent/alerts").asInt()).isEqualTo(16);
        assertThat(json.at("/ends/verdicts/PARKED").asInt()).isEqualTo(5);
        assertThat(json.at("/ends/answered/COMPLETE").asInt()).isEqualTo(10);
        assertThat(json.at("/calls/average").asDouble()).isEqualTo(1.25);
        assertThat(json.at("/offences/LOST/count").asInt()).isEqualTo(22);
        assertThat(json.at("/offences/LOST/first/0/at/offset").asInt()).isEqualTo(17);
        assertThat(json.at("/offences/LOST/first/0/requestId").asText()).isEqualTo("id-1");
    }
}
