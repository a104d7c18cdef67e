package dev.understudy.comparison.golden;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.enrichment.Assessment;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.domain.request.EnrichedIncident;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Holds answers against a golden set. Answers to alerts that ended, and those without an enrichment, are passed over. */
public final class Scorer {
    private static final Comparator<AnswerScore> WORST_FIRST = Comparator.<AnswerScore>comparingInt(
                    answer -> -answer.faults().size())
            .thenComparing(AnswerScore::alert)
            .thenComparing(AnswerScore::requestId);

    private final GoldenSet golden;

    public Scorer(GoldenSet golden) {
        this.golden = golden;
    }

    /** The score of these answers. */
    public GoldenScore score(List<EnrichedIncident> answers) {
        List<AnswerScore> scores = new ArrayList<>();
        Set<GoldenAlert> answered = new HashSet<>();
        for (EnrichedIncident answer : answers) {
            Enrichment enrichment = answer.enrichment();
            if (enrichment != null && !answer.outcome().ended()) {
                List<GoldenAlert> expected = golden.alerts().stream()
                        .filter(entry -> entry.isAbout(answer.alert()))
                        .toList();
                answered.addAll(expected);
                scores.add(score(answer, enrichment, expected));
            }
        }
        return new GoldenScore(
                scores.stream().sorted(WORST_FIRST).toList(),
                golden.alerts().stream()
                        .filter(entry -> !answered.contains(entry))
                        .map(GoldenAlert::who)
                        .toList());
    }

    private AnswerScore score(EnrichedIncident answer, Enrichment enrichment, List<GoldenAlert> expected) {
        Alert alert = answer.alert();
        Expectations found = new Expectations(String.join("\n", AlertText.of(enrichment)));
        if (golden.checkSecrets()) {
            Set<String> secrets = Secrets.in(enrichment, alert);
            found.expect(secrets.isEmpty(), Fault.Kind.LEAKED_SECRET, String.join(", ", secrets));
        }
        if (golden.checkLinks()) {
            List<String> invented = invented(enrichment, alert);
            found.expect(invented.isEmpty(), Fault.Kind.INVENTED_LINK, String.join(" ", invented));
        }
        golden.mustNotContain().forEach(found::withoutWords);
        for (GoldenAlert entry : expected) {
            assessed(enrichment.assessment(), entry, found);
            entry.mustMention().forEach(found::withWords);
            entry.mustNotContain().forEach(found::withoutWords);
        }
        return new AnswerScore(
                answer.identity().requestId(), alert.name(), alert.fingerprint(), found.count, found.faults);
    }

    private List<String> invented(Enrichment enrichment, Alert alert) {
        Set<String> known = Links.in(AlertText.of(alert), alert.links());
        return Links.in(AlertText.of(enrichment), enrichment.links()).stream()
                .filter(link -> !Links.known(link, known))
                .filter(link -> golden.allowLinks().stream().noneMatch(link::startsWith))
                .toList();
    }

    private static void assessed(Assessment assessment, GoldenAlert entry, Expectations found) {
        if (!entry.severity().isEmpty()) {
            found.expect(
                    entry.severity().contains(assessment.severity()),
                    Fault.Kind.WRONG_SEVERITY,
                    assessment.severity() + ", expected " + oneOf(entry.severity()));
        }
        if (!entry.actionability().isEmpty()) {
            found.expect(
                    entry.actionability().contains(assessment.actionability()),
                    Fault.Kind.WRONG_ACTIONABILITY,
                    assessment.actionability() + ", expected " + oneOf(entry.actionability()));
        }
    }

    private static <E extends Enum<E>> String oneOf(Set<E> values) {
        return String.join(
                " or ",
                Stream.of(new TreeSet<>(values))
                        .flatMap(Set::stream)
                        .map(Enum::name)
                        .toList());
    }

    /** Counts what is expected of one answer, and keeps what it does not meet. */
    private static final class Expectations {
        private final String text;
        private final List<Fault> faults = new ArrayList<>();
        private int count;

        Expectations(String text) {
            this.text = text;
        }

        void expect(boolean met, Fault.Kind kind, String what) {
            count++;
            if (!met) {
                faults.add(new Fault(kind, what));
            }
        }

        void withWords(String words) {
            expect(Wording.of(words).isIn(text), Fault.Kind.NOT_MENTIONED, words);
        }

        void withoutWords(String words) {
            expect(!Wording.of(words).isIn(text), Fault.Kind.FORBIDDEN_WORDS, words);
        }
    }
}
