package dev.understudy.comparison.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.Link;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.enrichment.Actionability;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.testing.AnswerDraft;
import dev.understudy.testing.ExampleAlerts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScorerTest {
    /** PostgresqlHighRollbackRate: its description holds a password in a DSN, and a key id. */
    private static final Alert LEAKY = alert("PostgresqlHighRollbackRate");

    private static final GoldenAlert EXPECTED = new GoldenAlert(
            null,
            "PostgresqlHighRollbackRate",
            Map.of("datname", "crm"),
            Set.of(Severity.WARNING, Severity.HIGH),
            Set.of(Actionability.ACTION_SUGGESTED),
            List.of("pg-crm-1", "/roll(ed )?back/"),
            List.of("kubectl delete"));

    @Test
    void shouldGiveAPerfectScoreToAGoodAnswer() {
        GoldenScore score = score(draft -> draft);

        assertThat(score.percent()).isEqualTo(100);
        assertThat(score.expectations()).as("5 of the entry, links, secrets").isEqualTo(7);
        assertThat(score.faulty()).isEmpty();
    }

    @Test
    void shouldNameAWrongSeverity() {
        assertFault(
                draft -> draft.severity(Severity.INFO),
                new Fault(Fault.Kind.WRONG_SEVERITY, "INFO, expected WARNING or HIGH"));
    }

    @Test
    void shouldNameAWrongActionability() {
        assertFault(
                draft -> draft.actionability(Actionability.NO_ACTION),
                new Fault(Fault.Kind.WRONG_ACTIONABILITY, "NO_ACTION, expected ACTION_SUGGESTED"));
    }

    @Test
    void shouldNameAResourceThatIsNotMentioned() {
        GoldenAlert entry = new GoldenAlert(
                null, LEAKY.name(), Map.of(), Set.of(), Set.of(), List.of("pg-crm-2", "crm"), List.of());

        assertThat(score(entry, draft -> draft).faulty().get(0).faults())
                .containsExactly(new Fault(Fault.Kind.NOT_MENTIONED, "pg-crm-2"));
    }

    @Test
    void shouldNameForbiddenWords() {
        assertFault(
                draft -> draft.action("KUBECTL delete ns crm"),
                new Fault(Fault.Kind.FORBIDDEN_WORDS, "kubectl delete"));
    }

    @Test
    void shouldNameALeakedSecretAndNotShowIt() {
        assertFault(
                draft -> draft.action("Log in with password=hunter2-Kx93jf"),
                new Fault(Fault.Kind.LEAKED_SECRET, "credential"));
        assertFault(
                draft -> draft.action("Log in as crm with EXAMPLE-not-a-secret"),
                new Fault(Fault.Kind.LEAKED_SECRET, "copied from the alert"));
    }

    @Test
    void shouldNameAnInventedLink() {
        assertFault(
                draft -> draft.action("Follow https://wiki.example.net/rollbacks."),
                new Fault(Fault.Kind.INVENTED_LINK, "https://wiki.example.net/rollbacks"));
        assertFault(
                draft -> draft.link(new Link("runbook", "https://runbooks.example.com/postgres/other", "")),
                new Fault(Fault.Kind.INVENTED_LINK, "https://runbooks.example.com/postgres/other"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://runbooks.example.com/postgres/rollback",
                "(https://runbooks.example.com/postgres/rollback).",
                "https://runbooks.example.com/postgres/",
                "curl http://localhost:9187/metrics"
            })
    void shouldTakeLinksOfTheAlertAndTheMachineItself(String link) {
        assertThat(score(draft -> draft.action("See " + link)).faulty()).isEmpty();
    }

    @Test
    void shouldNotTakeTheBeginningOfAWordOfALinkForTheLink() {
        assertThat(score(draft -> draft.action("See https://runbooks.example.com/post"))
                        .faulty())
                .hasSize(1);
        assertThat(score(draft -> draft.action("See http://localhost.example.net/x"))
                        .faulty())
                .hasSize(1);
    }

    @Test
    void shouldAllowWhatTheGoldenSetAllows() {
        GoldenSet set = new GoldenSet(false, true, List.of("https://wiki.example.net/"), List.of(), List.of(EXPECTED));
        AnswerDraft draft = AnswerDraft.of("r", LEAKY).action("https://wiki.example.net/x password=hunter2-Kx93jf");

        assertThat(new Scorer(set).score(List.of(draft.incident())).faulty()).isEmpty();
    }

    @Test
    void shouldAddUpTheEntriesThatAreAboutAnAlertAndCountTheOthers() {
        GoldenAlert byFingerprint = new GoldenAlert(
                LEAKY.fingerprint(), null, Map.of(), Set.of(Severity.CRITICAL), Set.of(), List.of(), List.of());
        GoldenAlert ofOthers = new GoldenAlert(
                null, LEAKY.name(), Map.of("datname", "orders"), Set.of(Severity.LOW), Set.of(), List.of(), List.of());
        GoldenSet set = new GoldenSet(null, null, null, null, List.of(EXPECTED, byFingerprint, ofOthers));

        GoldenScore score =
                new Scorer(set).score(List.of(AnswerDraft.of("r", LEAKY).incident()));

        assertThat(score.expectations()).isEqualTo(8);
        assertThat(score.met()).isEqualTo(7);
        assertThat(score.percent()).isEqualTo(87.5);
        assertThat(score.unanswered()).containsExactly("PostgresqlHighRollbackRate{datname=orders}");
    }

    @Test
    void shouldPassOverAnswersToAlertsThatEnded() {
        assertThat(score(draft -> draft.withoutEnrichment(EnrichmentOutcome.RESOLVED))
                        .answers())
                .isEmpty();
        assertThat(score(draft -> draft.outcome(EnrichmentOutcome.SUPERSEDED)).answers())
                .as("it repeats an earlier answer")
                .isEmpty();
    }

    @Test
    void shouldFindWordsAsPeopleMeanThem() {
        assertThat(Wording.of("worker-1").isIn("Worker-1 is down")).isTrue();
        assertThat(Wording.of("worker-1").isIn("worker-17 is down")).isFalse();
        assertThat(Wording.of("deadlock").isIn("Two deadlocks")).isTrue();
        assertThat(Wording.of("pay").isIn("repay")).isFalse();
        assertThat(Wording.of("überwachung").isIn("ÜBERWACHUNG.service")).isTrue();
        assertThat(Wording.of("a.b").isIn("axb")).isFalse();
        assertThat(Wording.of("/a.b/").isIn("AXB")).isTrue();
    }

    private static void assertFault(UnaryOperator<AnswerDraft> spoil, Fault fault) {
        GoldenScore score = score(spoil);

        assertThat(score.faulty()).hasSize(1);
        assertThat(score.faulty().get(0).faults()).containsExactly(fault);
        assertThat(score.percent()).isLessThan(100);
    }

    private static GoldenScore score(UnaryOperator<AnswerDraft> spoil) {
        return score(EXPECTED, spoil);
    }

    private static GoldenScore score(GoldenAlert entry, UnaryOperator<AnswerDraft> spoil) {
        GoldenSet set = new GoldenSet(null, null, null, null, List.of(entry));
        return new Scorer(set)
                .score(List.of(spoil.apply(AnswerDraft.of("request", LEAKY)).incident()));
    }

    private static Alert alert(String name) {
        return ExampleAlerts.all().stream()
                .filter(alert -> alert.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
