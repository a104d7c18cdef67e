package dev.understudy.prompt.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertDelivery;
import dev.understudy.domain.alert.AlertPlace;
import dev.understudy.domain.alert.AlertSource;
import dev.understudy.domain.alert.AlertStatus;
import dev.understudy.domain.alert.AlertTimes;
import dev.understudy.domain.alert.Link;
import dev.understudy.domain.alert.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertTextTest {
    private static final int ROOM = 4_000;

    /** An alert whose parts have this length each; 0 stands for a short one. */
    private static Alert alert(int summary, int description, int labels, int annotations, int links) {
        return new Alert(
                "event",
                "0123456789abcdef",
                "DiskFull",
                AlertStatus.FIRING,
                Severity.HIGH,
                "high",
                text("sum ", summary),
                text("desc ", description),
                new AlertSource("alertmanager", null, null),
                new AlertTimes(Instant.EPOCH, null, Instant.EPOCH),
                entries("label", labels),
                entries("note", annotations),
                Map.of("free", 0.5),
                new AlertPlace("checkout", null, null, null, null, null, null),
                AlertDelivery.NONE,
                Collections.nCopies(1 + links / 40, new Link("graph", "https://g.example.com/" + "x".repeat(10), "")));
    }

    private static Alert named(Alert alert, String name) {
        Map<String, String> labels = new TreeMap<>(alert.labels());
        labels.put("l".repeat(100_000), "value");
        return new Alert(
                alert.eventId(),
                alert.fingerprint(),
                name,
                alert.status(),
                alert.severity(),
                alert.severityRaw(),
                alert.summary(),
                alert.description(),
                alert.source(),
                alert.times(),
                labels,
                alert.annotations(),
                alert.values(),
                alert.place(),
                alert.delivery(),
                alert.links());
    }

    private static String text(String word, int length) {
        return word.repeat(1 + length / word.length()).strip();
    }

    private static Map<String, String> entries(String name, int length) {
        Map<String, String> entries = new TreeMap<>();
        for (int i = 0; i <= length / 40; i++) {
            entries.put(name + "_%05d".formatted(i), "v".repeat(25));
        }
        return entries;
    }

    private static CutText laidOut(Alert alert) {
        CutText text = AlertText.of(alert, null, ROOM);
        assertThat(Utf8.length(text.text())).isLessThanOrEqualTo(ROOM);
        assertThat(text.text()).contains("alertname: DiskFull\n", "severity: high\n", "status: firing\n");
        return text;
    }

    @Test
    void shouldLeaveNothingOutOfAnAlertThatFits() {
        CutText text = laidOut(alert(500, 500, 500, 500, 500));

        assertThat(text.bytesCut()).isZero();
        assertThat(text.text()).doesNotContain("[...]");
    }

    @Test
    void shouldCutLinksFirst() {
        CutText text = laidOut(alert(500, 500, 500, 500, 5_000));

        assertThat(text.text().split("\\Q[...]", -1)).hasSize(2);
        assertThat(text.text()).endsWith("  [...]\n").contains("label_00012", "note_00012");
        assertThat(text.bytesCut()).isGreaterThan(2_000);
    }

    @Test
    void shouldCutAnnotationsBeforeTheDescription() {
        CutText text = laidOut(alert(500, 1_000, 500, 50_000, 0));

        assertThat(text.text()).contains(text("desc ", 1_000), "label_00012", "note_00000", "graph: ");
        assertThat(text.text().split("\\Q[...]", -1)).hasSize(2);
    }

    @Test
    void shouldCutTheDescriptionBeforeTheSummaryAndLabels() {
        CutText text = laidOut(alert(500, 50_000, 500, 0, 0));

        assertThat(text.text()).contains(text("sum ", 500) + "\n", "label_00012", "note_00000", "graph: ");
        assertThat(text.text()).containsPattern("\ndescription: desc .* \\[\\.\\.\\.]\n");
        assertThat(text.text().split("\\Q[...]", -1)).hasSize(2);
    }

    @Test
    void shouldKeepLabelsWhileAllOtherTextsAreHuge() {
        CutText text = laidOut(alert(50_000, 50_000, 1_000, 50_000, 50_000));

        assertThat(text.text()).contains("label_00000", "label_00025", "sum sum", "desc desc", "note_00000", "graph: ");
    }

    @Test
    void shouldKeepSummaryAndDescriptionBesideHugeLabels() {
        CutText text = laidOut(alert(300, 450, 500_000, 0, 0));

        assertThat(text.text()).contains(text("sum ", 300) + "\n", text("desc ", 450) + "\n", "label_00000");
        assertThat(text.text()).contains("  [...]\n");
    }

    @Test
    void shouldKeepNameAndSeverityInTheLeastRoom() {
        Alert huge = alert(10_000, 10_000, 10_000, 10_000, 10_000);

        assertThat(AlertText.of(named(huge, "n".repeat(10_000)), null, 400).text())
                .startsWith("alertname: nnnnnnnn")
                .contains("\nseverity: high\n", "\nstatus: firing\n", "\nsummary: ");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 200, 400, 1_000, 10_000, 100_000})
    void shouldCountWhatIsLeftOut(int room) {
        Alert alert = alert(10_000, 10_000, 10_000, 10_000, 10_000);
        long whole = Utf8.length(AlertText.of(alert, null, Long.MAX_VALUE / 2).text());

        CutText text = AlertText.of(alert, null, room);

        String kept = text.text().replace(" [...]\n", "\n").replaceAll("(?m)^(?: |\\[\\.\\.\\.])\n", "");
        assertThat(text.bytesCut()).isEqualTo(whole - Utf8.length(kept));
        assertThat(Utf8.length(text.text())).isLessThanOrEqualTo(room);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ä", "警", "🔥"})
    void shouldCutBetweenCharacters(String letter) {
        for (int before = 0; before < 4; before++) {
            CutText cut = CutText.of("x".repeat(before) + letter.repeat(100), 50);

            byte[] bytes = cut.text().getBytes(StandardCharsets.UTF_8);
            assertThat(bytes.length).isLessThanOrEqualTo(50);
            assertThat(new String(bytes, StandardCharsets.UTF_8))
                    .isEqualTo(cut.text())
                    .matches("x*(?:" + letter + ")+\n\\[\\.\\.\\.]");
        }
    }

    @Test
    void shouldCutATextAtTheEndOfALine() {
        assertThat(CutText.of("one\ntwo\nthree and more", 16)).isEqualTo(new CutText("one\ntwo\n[...]", 14));
    }

    @Test
    void shouldKeepTheSeverityBesideAnEndlessName() {
        Alert named = named(alert(0, 0, 0, 0, 0), "x".repeat(1_000_000));

        CutText text = AlertText.of(named, "fired 7 times without a day of quiet in between", 400);

        assertThat(text.text()).contains("alertname: xxx", "severity: high\n", "recurrence: fired 7 times");
        assertThat(text.bytesCut()).isGreaterThan(999_000);
    }
}
