package dev.understudy.runtime.replay.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Topics;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.request.RequestIds;
import dev.understudy.runtime.client.BlockingDecoder;
import dev.understudy.runtime.client.TimeRange;
import dev.understudy.source.JsonAlerts;
import dev.understudy.testing.ManualParts;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChooserTest {
    private static final Instant BEGAN = Instant.parse("2026-03-14T01:00:00Z");

    private final ManualParts manual = new ManualParts();

    @AfterEach
    void close() {
        manual.close();
    }

    @Test
    void shouldTakeTheOldestWhenThereAreMoreThanAskedFor() {
        Chooser chooser = chooser(Set.of(), 2, Set.of());
        chooser.look(record(3, alert("late", "FIRING")));
        chooser.look(record(1, alert("first", "FIRING")));
        chooser.look(record(2, alert("second", "FIRING")));

        Chosen chosen = chooser.chosen();

        assertThat(fingerprints(chosen)).containsExactly("first", "second");
        assertThat(chosen.beyond()).isEqualTo(1);
    }

    @Test
    void shouldCountWhatItLeavesOut() {
        Chooser chooser = chooser(Set.of(), 9, Set.of());
        chooser.look(record(1, alert("over", "RESOLVED")));
        chooser.look(record(2, "no alert"));
        chooser.look(record(3, "[" + alert("a", "FIRING") + ", 17, " + alert("b", "FIRING") + "]"));
        chooser.look(record(3, "[" + alert("a", "FIRING") + ", 17, " + alert("b", "FIRING") + "]"));

        Chosen chosen = chooser.chosen();

        assertThat(fingerprints(chosen))
                .as("each once, in the order of the body")
                .containsExactly("a", "b");
        assertThat(chosen.alerts().get(1).origin().index()).isEqualTo(2);
        assertThat(chosen.resolved()).isEqualTo(1);
        assertThat(chosen.unreadable()).isEqualTo(3);
    }

    @Test
    void shouldLeaveOutOtherAlertsAndThoseThatProductionAnswered() {
        String answered = RequestIds.requestId(record(2, "").origin());
        Chooser chooser = chooser(Set.of("a"), 9, Set.of(answered));
        chooser.look(record(1, alert("b", "FIRING")));
        chooser.look(record(2, alert("a", "FIRING")));
        chooser.look(record(3, alert("a", "FIRING")));

        assertThat(chooser.chosen().alerts())
                .extracting(alert -> alert.origin().offset())
                .containsExactly(3L);
    }

    private Chooser chooser(Set<String> fingerprints, int most, Set<String> answeredWell) {
        return new Chooser(
                new BlockingDecoder(manual.codecs.alertDecoder(new JsonAlerts(manual.clock), 1024 * 1024)),
                new Selection(TimeRange.WHOLE_TOPIC, fingerprints, Selection.Only.ANY, most),
                answeredWell);
    }

    private static List<String> fingerprints(Chosen chosen) {
        return chosen.alerts().stream()
                .map(alert -> alert.alert().fingerprint())
                .toList();
    }

    private static RawRecord record(long offset, String value) {
        RecordRef origin = new RecordRef(Topics.INCIDENTS, 0, offset, BEGAN.plusSeconds(offset), 0);
        return new RawRecord(origin, null, value.getBytes(UTF_8), List.of());
    }

    private static String alert(String fingerprint, String status) {
        return """
                {"fingerprint":"%s","name":"Alert","status":"%s","severity":"warning","labels":{"alertname":"Alert"}}
                """.formatted(fingerprint, status);
    }
}
