package dev.understudy.comparison.golden;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.enrichment.Answer;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.redaction.Placeholders;
import dev.understudy.redaction.PlainText;
import dev.understudy.redaction.Redactor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Secrets in answers: what the finders of the redaction see in them, and what they see in the alert and the answer holds
 * too, though without the words around it that gave it away there.
 */
final class Secrets {
    private static final Pattern MASK = Pattern.compile("\\[REDACTED:([^\\]]+)]");

    /** A shorter one is in too many words. */
    private static final int SHORTEST = 6;

    private static final Redactor REDACTOR = Redactor.standard();

    private Secrets() {}

    /** The kinds of those in an answer to this alert, such as {@code credential}. */
    static Set<String> in(Enrichment answer, Alert alert) {
        Set<String> kinds = new TreeSet<>(REDACTOR.restored(new Answer(answer, Set.of()), Placeholders.NONE)
                .redactions()
                .keySet());
        List<String> texts = AlertText.of(answer);
        if (copied(alert).stream().anyMatch(secret -> texts.stream().anyMatch(text -> text.contains(secret)))) {
            kinds.add("copied from the alert");
        }
        return kinds;
    }

    /** What the redaction takes out of an alert. */
    private static Set<String> copied(Alert alert) {
        Alert masked = REDACTOR.withoutSecrets(alert).alert();
        Set<String> secrets = new TreeSet<>();
        taken(alert.summary(), masked.summary(), secrets);
        taken(alert.description(), masked.description(), secrets);
        new TreeMap<>(alert.labels())
                .forEach((name, value) -> taken(value, masked.labels().getOrDefault(name, value), secrets));
        new TreeMap<>(alert.annotations())
                .forEach((name, value) -> taken(value, masked.annotations().getOrDefault(name, value), secrets));
        return secrets;
    }

    /** What stood where the masks are now: the text between what is left on either side. */
    private static void taken(String text, String masked, Set<String> secrets) {
        String original = PlainText.of(text);
        List<String> left = new ArrayList<>(List.of(MASK.split(masked, -1)));
        int at = left.get(0).length();
        for (String next : left.subList(1, left.size())) {
            int end = next.isEmpty() ? original.length() : original.indexOf(next, at);
            if (end < 0) {
                return;
            }
            String secret = original.substring(at, end);
            if (secret.length() >= SHORTEST && !MASK.matcher(secret).find()) {
                secrets.add(secret);
            }
            at = end + next.length();
        }
    }
}
