package dev.understudy.cli.incident;

import dev.understudy.cli.options.PrintableText;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.runtime.story.Episode;
import dev.understudy.runtime.story.StoryEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The life of one alert as lines for whoever is on call: what it is and how it stands, what happened, and what it took.
 * Times are UTC.
 */
final class StoryText {
    /** A moment in a line. */
    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** More lines of events are cut in their middle, so that the whole has less than 30. */
    private static final int MOST_EVENTS = 20;

    private static final int LAST_EVENTS = 9;

    private final Function<Alert, String> chain;
    private final Instant now;
    private final boolean full;

    /**
     * A way to tell it.
     *
     * @param chain the chain of an alert, and why
     * @param full every line, however many
     */
    StoryText(Function<Alert, String> chain, Instant now, boolean full) {
        this.chain = chain;
        this.now = now;
        this.full = full;
    }

    List<String> of(Episode episode) {
        List<String> lines = new ArrayList<>(head(episode));
        lines.add("");
        List<String> events = events(episode);
        if (full || events.size() <= MOST_EVENTS) {
            lines.addAll(events);
        } else {
            int first = MOST_EVENTS - LAST_EVENTS - 1;
            lines.addAll(events.subList(0, first));
            lines.add("    ... %d more lines like these; --full shows them"
                    .formatted(events.size() - first - LAST_EVENTS));
            lines.addAll(events.subList(events.size() - LAST_EVENTS, events.size()));
        }
        lines.add("");
        lines.add(sum(episode));
        return lines;
    }

    private List<String> head(Episode episode) {
        List<StoryEvent.CameIn> arrivals = episode.of(StoryEvent.CameIn.class);
        if (arrivals.isEmpty()) {
            return List.of("an alert of which only calls are known yet", "  now       " + state(episode));
        }
        Alert alert = arrivals.get(0).alert();
        String on =
                alert.place().service() == null ? "" : " on " + alert.place().service();
        Instant began = alert.times().startsAt();
        List<String> lines = new ArrayList<>();
        lines.add(alert.severity() + "  " + PrintableText.line(alert.name() + on + ", " + alert.fingerprint()));
        lines.add("  episode   "
                + (began == null ? "since an unknown time" : "since " + began)
                + "; came in on "
                + arrivals.get(0).at().atOffset(ZoneOffset.UTC).toLocalDate()
                + (arrivals.size() == 1 ? "" : ", " + arrivals.size() + " times"));
        lines.add("  chain     " + PrintableText.line(chain.apply(alert)));
        lines.add("  now       " + state(episode));
        return lines;
    }

    /** How it stands, by the latest that is known. */
    private String state(Episode episode) {
        List<StoryEvent.Answered> answers = episode.of(StoryEvent.Answered.class);
        List<StoryEvent.Parked> parkings = episode.of(StoryEvent.Parked.class);
        StoryEvent last = episode.events().get(episode.events().size() - 1);
        if (!answers.isEmpty()) {
            EnrichedIncident latest = answers.get(answers.size() - 1).incident();
            if (latest.revision() > 0) {
                return lastWord(latest);
            }
        }
        if (last instanceof StoryEvent.DeadLettered dead) {
            return "a dead letter: understudy dead-letters show "
                    + dead.letter().id();
        }
        String shown = answers.isEmpty() ? "no revision is out" : "a degraded revision 0 is out";
        if (parkings.isEmpty()) {
            return "being worked on; " + shown;
        }
        Instant due = parkings.get(parkings.size() - 1).parking().notBefore();
        return shown + "; "
                + (due.isAfter(now)
                        ? "waits " + EventText.length(Duration.between(now, due)) + " more"
                        : "tried again now");
    }

    private static String lastWord(EnrichedIncident incident) {
        String how =
                switch (incident.outcome()) {
                    case COMPLETE -> "answered by " + incident.provenance().provider();
                    case REUSED -> "answered with the earlier answer to the same";
                    case RESOLVED -> "over, as its source says";
                    case SUPERSEDED -> "ended while it waited";
                    case EXPIRED -> "given up: no model answered in time";
                    case DEGRADED, UNKNOWN -> incident.outcome().name();
                };
        return how + ", "
                + EventText.length(Duration.between(
                        incident.identity().origin().timestamp(),
                        incident.provenance().producedAt()))
                + " after it came in";
    }

    private List<String> events(Episode episode) {
        Set<String> worked = worked(episode);
        Instant first = episode.events().get(0).at();
        List<String> lines = new ArrayList<>();
        Repeats repeats = new Repeats();
        for (StoryEvent event : episode.events()) {
            boolean isRepeat = !event.requestId().isEmpty() && !worked.contains(event.requestId());
            if (isRepeat) {
                repeats.add(event);
            } else {
                repeats.tell(lines, first);
                lines.add(line(event.at(), first, EventText.of(event)));
            }
        }
        repeats.tell(lines, first);
        return lines;
    }

    /** The requests that are told line by line: all but repeats that took no call. */
    private static Set<String> worked(Episode episode) {
        Set<String> worked = new HashSet<>();
        for (StoryEvent event : episode.events()) {
            boolean isReused = event instanceof StoryEvent.Answered answered
                    && answered.incident().outcome() == EnrichmentOutcome.REUSED;
            if (!(event instanceof StoryEvent.CameIn) && !isReused) {
                worked.add(event.requestId());
            }
        }
        return worked;
    }

    private static String line(Instant at, Instant first, String what) {
        Duration since = Duration.between(first, at);
        return "%s  %9s  %s".formatted(TIME.format(at), since.isZero() ? "" : "+" + EventText.length(since), what);
    }

    private String sum(Episode episode) {
        List<ProviderAttempt> attempts = episode.of(StoryEvent.Tried.class).stream()
                .map(StoryEvent.Tried::attempt)
                .toList();
        List<ProviderAttempt> calls =
                attempts.stream().filter(ProviderAttempt::called).toList();
        long failed = calls.stream().filter(call -> call.failure() != null).count();
        Optional<Long> cost = calls.stream()
                .map(ProviderAttempt::costUsdMicros)
                .filter(Objects::nonNull)
                .reduce(Long::sum);
        long tokens = calls.stream()
                .map(call -> call.response().usage())
                .filter(Objects::nonNull)
                .mapToLong(usage -> usage.input() + usage.output())
                .sum();
        List<Duration> waits = episode.pauses(now);
        Duration waited = waits.stream().reduce(Duration.ZERO, Duration::plus);
        return "  in all    %d calls, %d of them failed, %d refused; %d tokens%s; waited %s"
                .formatted(
                        calls.size(),
                        failed,
                        attempts.size() - calls.size(),
                        tokens,
                        cost.map(micros -> ", $" + EventText.dollars(micros)).orElse(""),
                        waits.isEmpty()
                                ? "for nothing"
                                : EventText.length(waited) + " in " + waits.size()
                                        + (waits.size() == 1 ? " pause" : " pauses"));
    }

    /** Deliveries one after the other that were given the earlier answer. */
    private static final class Repeats {
        private final List<StoryEvent> events = new ArrayList<>();

        void add(StoryEvent event) {
            events.add(event);
        }

        void tell(List<String> lines, Instant first) {
            if (events.isEmpty()) {
                return;
            }
            long count = events.stream().map(StoryEvent::requestId).distinct().count();
            StoryEvent last = events.get(events.size() - 1);
            lines.add(line(
                    events.get(0).at(),
                    first,
                    count == 1
                            ? "came in again: given the earlier answer, without a call"
                            : "came in again " + count + " times until " + TIME.format(last.at())
                                    + ": given the earlier answer, without a call"));
            events.clear();
        }
    }
}
