package dev.understudy.testing;

import dev.understudy.comparison.ReplayAnswers;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertStatus;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.enrichment.Actionability;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

/** Answers to the 62 alerts in {@code examples}: good ones, and those of a chain whose first provider became worse. */
public final class SampleAnswers {
    private static final List<Alert> ALERTS = ExampleAlerts.all();

    private SampleAnswers() {}

    /** Good ones, in the order of the alerts; their request ids are request-0 to request-61. */
    public static List<EnrichedIncident> good() {
        return all((index, draft) -> {});
    }

    /** Good ones, once each draft was changed. */
    public static List<EnrichedIncident> all(BiConsumer<Integer, AnswerDraft> change) {
        Random random = new Random(14);
        List<EnrichedIncident> answers = new ArrayList<>();
        for (int index = 0; index < ALERTS.size(); index++) {
            Alert alert = ALERTS.get(index);
            AnswerDraft draft = AnswerDraft.of("request-" + index, alert)
                    .millis((long) (700 * Math.exp(random.nextGaussian() * 0.35)))
                    .tokens(820 + random.nextInt(300), 210 + random.nextInt(140))
                    .cost(430L + random.nextInt(220));
            if (alert.status() == AlertStatus.RESOLVED) {
                draft.withoutEnrichment(EnrichmentOutcome.RESOLVED);
            }
            change.accept(index, draft);
            answers.add(draft.incident());
        }
        return answers;
    }

    /** What a day with a worse first provider looks like: of 62 answers, 11 changed. */
    public static ReplayAnswers worse() {
        return new ReplayAnswers(
                "yesterday, with the prompt of the branch short-prompt", good(), all(SampleAnswers::worsen));
    }

    private static void worsen(int index, AnswerDraft draft) {
        switch (index) {
            case 11 ->
                draft.severity(Severity.WARNING)
                        .actionability(Actionability.ACTION_SUGGESTED)
                        .summary("The exporter on pg-orders-1 can no longer reach PostgreSQL; the orders-db primary may"
                                + " be restarting.");
            case 14 ->
                draft.severity(Severity.HIGH)
                        .summary("orders.v1 has too few in-sync replicas. Topic orders.v1 has 2 in-sync replicas where"
                                + " 3 are expected; producers go on.");
            case 21 -> draft.severity(Severity.HIGH).action("Remove unused images from worker-03");
            case 38 -> draft.severity(Severity.WARNING).actionability(Actionability.ACTION_SUGGESTED);
            case 15, 31, 47 ->
                draft.provider("stand-in", "stand-in-small")
                        .after(FailureReason.SERVER_ERROR)
                        .millis(1_900 + index * 7L)
                        .cost(900L);
            case 24, 52 -> draft.byRules().after(FailureReason.OVERLOADED).millis(4_200);
            case 44 -> draft.summary("payments-api answers 5xx inside the mesh; 7.9% of requests within five minutes.");
            case 56 -> draft.action("Read https://wiki.example.net/sso/login-failures and follow it");
            default -> draft.cost(520L + index);
        }
    }
}
