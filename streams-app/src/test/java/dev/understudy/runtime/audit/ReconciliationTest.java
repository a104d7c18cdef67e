package dev.understudy.runtime.audit;

import static dev.understudy.runtime.audit.Facts.BYTES;
import static dev.understudy.runtime.audit.Facts.FIRST;
import static dev.understudy.runtime.audit.Facts.NOW;
import static dev.understudy.runtime.audit.Facts.SENT;
import static dev.understudy.runtime.audit.Facts.id;
import static dev.understudy.runtime.audit.Facts.origin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Topics;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.runtime.client.TimeRange;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What came of alerts: each verdict, and that nothing is overlooked. */
class ReconciliationTest {
    private static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));

    @Test
    void shouldAddUpWhenEveryAlertHasItsLastWord() {
        AuditReport report = Facts.create()
                .alert(1)
                .alert(2)
                .alert(3)
                .complete(1)
                .degraded(2)
                .answer(2, 1, EnrichmentOutcome.EXPIRED)
                .answer(3, 1, EnrichmentOutcome.RESOLVED)
                .report();

        assertThat(report.addsUp()).isTrue();
        assertThat(report.sent()).isEqualTo(new AuditReport.Sent(3, 0));
        assertThat(report.ends().verdicts()).containsOnlyKeys(Verdict.ANSWERED).containsValue(3L);
        assertThat(report.ends().answered())
                .containsOnlyKeys(EnrichmentOutcome.COMPLETE, EnrichmentOutcome.EXPIRED, EnrichmentOutcome.RESOLVED);
    }

    @Test
    void shouldNameAnAlertOfWhichNothingCame() {
        AuditReport report = Facts.create().alert(1).alert(2).complete(1).report();

        assertThat(report.addsUp()).isFalse();
        assertThat(report.ends().of(Verdict.LOST)).isEqualTo(1);
        assertThat(only(report, Offence.Kind.LOST)).satisfies(lost -> {
            assertThat(lost.requestId()).isEqualTo(id(2));
            assertThat(lost.fingerprint()).isEqualTo("fp-2");
            assertThat(lost.at()).isEqualTo(new Place(Topics.INCIDENTS, 0, 2));
            assertThat(lost.what()).contains("neither answered nor parked nor a dead letter");
        });
    }

    @Test
    void shouldNameAnAlertThatWasCalledForAndForgotten() {
        AuditReport report = Facts.create().alert(1).call(1, "a", 1, null).report();

        assertThat(only(report, Offence.Kind.LOST).what()).contains("1 calls made");
    }

    @Test
    void shouldLeaveAnAlertThatWasReadAMomentAgoOpen() {
        Facts facts = Facts.create().alert(1);

        assertThat(facts.reportAt(SENT.plus(FIRST)).addsUp()).isTrue();
        assertThat(facts.reportAt(SENT.plus(FIRST)).ends().of(Verdict.OPEN)).isEqualTo(1);
        assertThat(facts.reconciliation.suspects(SENT.plus(FIRST))).isZero();
        assertThat(facts.reconciliation.suspects(NOW)).isEqualTo(1);
        assertThat(facts.report().addsUp()).isFalse();
    }

    @Test
    void shouldTellWhereAnAlertIsParked() {
        AuditReport report = Facts.create()
                .alert(1)
                .alert(2)
                .degraded(1)
                .parked(1, "b", 2, TOMORROW)
                .parked(1, "a", 1, TOMORROW)
                .degraded(2)
                .report();

        assertThat(report.addsUp()).isTrue();
        assertThat(report.ends().of(Verdict.PARKED)).isEqualTo(1);
        assertThat(report.ends().of(Verdict.DEGRADED)).isEqualTo(1);
        assertThat(report.ends().parkedIn()).containsOnlyKeys("incidents.retry.b");
    }

    @Test
    void shouldNameAParkedAlertWithoutAFirstRevision() {
        Facts facts = Facts.create().alert(1).parked(1, "a", 1, TOMORROW);

        assertThat(facts.reportAt(SENT.plus(FIRST)).addsUp()).isTrue();
        assertThat(facts.reconciliation.suspects(NOW)).isEqualTo(1);
        assertThat(only(facts.report(), Offence.Kind.NO_FIRST_REVISION).what())
                .contains("incidents.retry.a-0 offset 1");
    }

    @Test
    void shouldNameADegradedAnswerWithoutALastWordAfterItsExpiry() {
        Facts facts = Facts.create().alert(1).degraded(1).parked(1, "a", 1, TOMORROW);
        Facts notParked = Facts.create().alert(1).degraded(1);

        assertThat(facts.reportAt(TOMORROW.plusSeconds(60)).addsUp()).isTrue();
        assertThat(only(facts.reportAt(TOMORROW.plusSeconds(61)), Offence.Kind.NO_LAST_WORD)
                        .requestId())
                .isEqualTo(id(1));
        assertThat(only(notParked.reportAt(TOMORROW.plusSeconds(61)), Offence.Kind.NO_LAST_WORD)
                        .what())
                .contains("not parked");
    }

    @Test
    void shouldNameARecordThatIsNoAlertAndHasNoDeadLetter() {
        AuditReport report =
                Facts.create().notUnderstood(1).notUnderstood(2).deadLetter(2).report();

        assertThat(report.sent()).isEqualTo(new AuditReport.Sent(0, 2));
        assertThat(report.ends().of(Verdict.DEAD_LETTERED)).isEqualTo(1);
        assertThat(only(report, Offence.Kind.NO_DEAD_LETTER).at().offset()).isEqualTo(1);
    }

    @Test
    void shouldNotTakeTheDeadLetterOfOneElementForThatOfAnother() {
        AuditReport report = Facts.create()
                .sent(origin(1, 0), null)
                .sent(origin(1, 1), "second")
                .deadLetter(new Place(Topics.INCIDENTS, 0, 1), 0, BYTES / 2)
                .report();

        assertThat(only(report, Offence.Kind.LOST).fingerprint()).isEqualTo("second");
    }

    @Test
    void shouldTakeTheDeadLetterOfAWholeRecordForEachAlertInIt() {
        AuditReport report = Facts.create()
                .sent(origin(1, 0), "first")
                .sent(origin(1, 1), "second")
                .deadLetter(1)
                .report();

        assertThat(report.addsUp()).isTrue();
        assertThat(report.ends().of(Verdict.DEAD_LETTERED)).isEqualTo(2);
    }

    @Test
    void shouldFindTheAlertOfAParkedRecordThatBecameADeadLetter() {
        AuditReport report = Facts.create()
                .alert(1)
                .alert(2)
                .parked(1, "a", 1, TOMORROW)
                .deadLetter(new Place("incidents.retry.a", 0, 1), 0, 7)
                .deadLetter(new Place("incidents.retry.a", 0, 2), 0, 7)
                .report();

        assertThat(report.ends().of(Verdict.DEAD_LETTERED)).isEqualTo(1);
        assertThat(only(report, Offence.Kind.LOST).requestId()).isEqualTo(id(2));
    }

    @Test
    void shouldFindTheAlertOfAStoredEntryThatBecameADeadLetter() {
        Facts facts = Facts.create().alert(1);
        facts.reconciliation.deadLettered(
                new Fact.DeadLettered(new Place("due", -1, -1), 0, 7, "000000000000001/incident/" + id(1)));

        assertThat(facts.report().ends().of(Verdict.DEAD_LETTERED)).isEqualTo(1);
    }

    @Test
    void shouldNotBlameTheEnricherForWhatItHasNotRead() {
        AuditReport report = Facts.in(TimeRange.WHOLE_TOPIC, 2, Instant.EPOCH)
                .alert(1)
                .alert(2)
                .complete(1)
                .report();

        assertThat(report.addsUp()).isTrue();
        assertThat(report.ends().of(Verdict.NOT_READ)).isEqualTo(1);
    }

    @Test
    void shouldNotBlameTheEnricherForWhatCameBeforeItsStart() {
        Instant started = SENT.plusSeconds(60);
        AuditReport report = Facts.in(TimeRange.WHOLE_TOPIC, 100, started)
                .alert(1)
                .alertAt(2, started)
                .alertAt(3, started)
                .alert(4)
                .complete(3)
                .report();

        assertThat(report.ends().of(Verdict.BEFORE_START)).isEqualTo(1);
        // As old as the start; old, but behind a record that was read.
        assertThat(report.offences().get(Offence.Kind.LOST).first())
                .extracting(Offence::requestId)
                .containsExactly(id(2), id(4));
    }

    @Test
    void shouldNotTakeAnAlertInTheEnrichersOwnTopicForLost() {
        Facts facts = Facts.create().alert(1);
        facts.reconciliation.onItsWay(id(1));

        assertThat(facts.report().addsUp()).isTrue();
        assertThat(facts.report().ends().of(Verdict.ON_ITS_WAY)).isEqualTo(1);
    }

    @Test
    void shouldNameAnAnswerThatIsThereTwice() {
        Facts facts = Facts.create().alert(1).degraded(1).complete(1);
        assertThat(facts.report().addsUp()).isTrue();

        AuditReport report = facts.complete(1).report();

        assertThat(only(report, Offence.Kind.DOUBLE)).satisfies(twice -> {
            assertThat(twice.at()).isEqualTo(new Place(Topics.ENRICHED, 0, 2));
            assertThat(twice.requestId()).isEqualTo(id(1));
            assertThat(twice.what()).contains("revision 1 (COMPLETE) once more");
        });
        assertThat(report.ends().of(Verdict.ANSWERED)).isEqualTo(1);
    }

    @Test
    void shouldCountAnswersWhoseAlertIsGoneAndStillSeeThemTwice() {
        Facts facts = Facts.create().alert(50).complete(50).complete(7);
        assertThat(facts.report().answersWithoutAlert()).isEqualTo(1);
        assertThat(facts.report().addsUp()).isTrue();

        assertThat(only(facts.complete(7).report(), Offence.Kind.DOUBLE).requestId())
                .isEqualTo(id(7));
    }

    @Test
    void shouldLeaveOutWhatIsOutOfTheRange() {
        TimeRange range = new TimeRange(SENT, SENT.plusSeconds(1));
        RecordRef late = new RecordRef(Topics.INCIDENTS, 0, 3, SENT.plusSeconds(1), 0);
        AuditReport report = Facts.in(range, 100, Instant.EPOCH)
                .alertAt(1, SENT.minusMillis(1))
                .alert(2)
                .complete(2)
                .sent(late, "late")
                .answer(late, 1, EnrichmentOutcome.COMPLETE, NOW)
                .answer(late, 1, EnrichmentOutcome.COMPLETE, NOW)
                .alert(100)
                .complete(100)
                .report();

        assertThat(report.addsUp()).isTrue();
        assertThat(report.sent()).isEqualTo(new AuditReport.Sent(1, 0));
        assertThat(report.answersWithoutAlert()).isZero();
    }

    @Test
    void shouldKeepTheFirstTwentyOffencesAndCountTheRest() {
        Facts facts = Facts.create();
        for (int offset = 0; offset < 25; offset++) {
            facts.alert(offset);
        }

        Offences lost = facts.report().offences().get(Offence.Kind.LOST);

        assertThat(lost.count()).isEqualTo(25);
        assertThat(lost.first()).hasSize(20).extracting(Offence::requestId).startsWith(id(0), id(1));
    }

    static Offence only(AuditReport report, Offence.Kind kind) {
        assertThat(report.offences()).containsOnlyKeys(kind);
        assertThat(report.offences().get(kind).count()).isEqualTo(1);
        return report.offences().get(kind).first().get(0);
    }
}
