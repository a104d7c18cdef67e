package dev.understudy.cli.incident;

import dev.understudy.cli.options.PrintableText;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.ParkReason;
import dev.understudy.domain.request.Parking;
import dev.understudy.runtime.letters.DeadLetter;
import dev.understudy.runtime.story.StoryEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What happened to an alert, in one line each. */
final class EventText {
    private EventText() {}

    static String of(StoryEvent event) {
        return event.fold(
                EventText::cameIn,
                tried -> tried(tried.attempt()),
                parked -> parked(parked.parking()),
                EventText::answered,
                ended -> "its source says that it is over",
                EventText::deadLettered);
    }

    private static String cameIn(StoryEvent.CameIn came) {
        RecordRef origin = came.identity().origin();
        return "came in: " + origin.topic() + "-" + origin.partition() + " offset " + origin.offset() + ", sent by "
                + PrintableText.line(came.alert().source().type());
    }

    private static String deadLettered(StoryEvent.DeadLettered dead) {
        DeadLetter letter = dead.letter();
        return "dead letter " + letter.id() + ": "
                + PrintableText.line(letter.why().reason() + ", " + letter.why().message());
    }

    private static String tried(ProviderAttempt attempt) {
        String who = attempt.provider() + (attempt.hedge() ? " too, for the first was slow:" : "");
        if (!attempt.called()) {
            return who + " not called: " + attempt.outcomeLabel();
        }
        String took = " after " + length(Duration.ofMillis(attempt.latencyMillis()));
        Long cost = attempt.costUsdMicros();
        String price = cost == null ? "" : ", $" + dollars(cost);
        if (attempt.failure() == null) {
            return who + " answered" + took + price;
        }
        return who + " failed: " + attempt.outcomeLabel() + took + price + detail(attempt.detail());
    }

    private static String detail(Outcome.@Nullable Detail detail) {
        if (detail == null) {
            return "";
        }
        StringJoiner said = new StringJoiner(", ", " (", ")").setEmptyValue("");
        if (detail.httpStatus() != null) {
            said.add("HTTP " + detail.httpStatus());
        }
        if (detail.message() != null && !detail.message().isBlank()) {
            said.add(PrintableText.line(detail.message()));
        }
        if (detail.retryAfter() != null) {
            said.add("asked to wait " + length(detail.retryAfter()));
        }
        return said.toString();
    }

    /** A wait, or that the next provider is asked at once. */
    private static String parked(Parking parking) {
        Duration wait = Duration.between(parking.at(), parking.notBefore());
        return wait.isNegative() || wait.isZero()
                ? "handed to the fallback consumer, for the next provider at once"
                : "parked " + length(wait) + ", until " + StoryText.TIME.format(parking.notBefore()) + ": "
                        + why(parking.reason());
    }

    private static String why(ParkReason reason) {
        return switch (reason) {
            case ALL_PROVIDERS_FAILED -> "every provider of the chain failed";
            case RATE_LIMITED -> "rate limited";
            case CIRCUIT_OPEN -> "a circuit breaker is open";
            case BUDGET_EXHAUSTED -> "a budget is used up";
            case DEADLINE_EXCEEDED -> "no answer within the deadline";
            case BACKPRESSURE -> "too much else waits";
            case PAUSED -> "a provider asked to wait";
            case UNKNOWN -> "reason unknown";
        };
    }

    private static String answered(StoryEvent.Answered answered) {
        EnrichedIncident incident = answered.incident();
        String by = incident.provenance().provider() == null
                ? ""
                : " by " + incident.provenance().provider() + " "
                        + incident.provenance().model();
        String why = names(incident.degradedReasons());
        String caveats = names(incident.caveats());
        String changes = answered.before() == null ? title(incident.enrichment()) : changes(answered);
        return "revision " + incident.revision() + " " + incident.outcome() + by
                + (why.isEmpty() ? "" : " [" + why + "]") + (caveats.isEmpty() ? "" : " (" + caveats + ")")
                + (changes.isEmpty() ? "" : ": " + changes);
    }

    private static String title(@Nullable Enrichment enrichment) {
        return enrichment == null
                ? ""
                : enrichment.assessment().severity() + ", \"" + PrintableText.line(enrichment.title()) + "\"";
    }

    /** What a reader of the revision before sees change. */
    private static String changes(StoryEvent.Answered answered) {
        EnrichedIncident before = Objects.requireNonNull(answered.before());
        Enrichment old = before.enrichment();
        Enrichment now = answered.incident().enrichment();
        if (old == null || now == null) {
            return title(now);
        }
        StringJoiner changes = new StringJoiner(", ");
        if (old.assessment().severity() != now.assessment().severity()) {
            changes.add("severity " + old.assessment().severity() + " -> "
                    + now.assessment().severity());
        }
        if (!old.title().equals(now.title())) {
            changes.add("title \"" + PrintableText.line(now.title()) + "\"");
        }
        add(changes, "summary", old.summary(), now.summary());
        add(changes, "impact", old.impact(), now.impact());
        add(changes, "causes", old.hypotheses(), now.hypotheses());
        add(changes, "actions", old.suggestedActions(), now.suggestedActions());
        return changes.length() == 0 ? "nothing changed" : "changed: " + changes;
    }

    private static void add(StringJoiner changes, String name, Object before, Object now) {
        if (!before.equals(now)) {
            changes.add(name);
        }
    }

    private static String names(Set<? extends Enum<?>> names) {
        return names.stream().map(Enum::name).sorted().collect(Collectors.joining(", "));
    }

    static String dollars(long micros) {
        return BigDecimal.valueOf(micros, 6).toPlainString();
    }

    /** A length of time as one would say it. */
    static String length(Duration length) {
        long millis = length.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 120_000) {
            return "%d.%d s".formatted(millis / 1_000, millis % 1_000 / 100);
        }
        return length.toMinutes() < 120
                ? length.toMinutes() + " min"
                : length.toHours() + " h " + length.toMinutesPart() + " min";
    }
}
