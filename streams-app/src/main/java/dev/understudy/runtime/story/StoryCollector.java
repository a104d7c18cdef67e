package dev.understudy.runtime.story;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.Parking;
import dev.understudy.domain.request.RequestIdentity;
import dev.understudy.domain.request.RequestIds;
import dev.understudy.domain.request.ResolvedMark;
import dev.understudy.runtime.letters.DeadLetter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts the records about one alert together, in whatever order they come. For use by one thread. */
final class StoryCollector {
    private final String key;
    private final Map<String, StoryEvent.CameIn> requests = new LinkedHashMap<>();
    /** A request carries its attempts along, so they come several times. */
    private final Map<String, ProviderAttempt> attempts = new LinkedHashMap<>();

    private final Map<String, StoryEvent.Parked> parkings = new LinkedHashMap<>();
    private final Map<String, TreeMap<Integer, EnrichedIncident>> answers = new LinkedHashMap<>();
    private final List<ResolvedMark> marks = new ArrayList<>();
    private final List<StoryEvent.DeadLettered> letters = new ArrayList<>();

    StoryCollector(String key) {
        this.key = key;
    }

    void add(EnrichedIncident incident) {
        cameIn(incident.identity(), incident.alert());
        answers.computeIfAbsent(incident.identity().requestId(), id -> new TreeMap<>())
                .put(incident.revision(), incident);
        incident.provenance().attempts().forEach(this::add);
    }

    void add(ProviderAttempt attempt) {
        attempts.put(attempt.requestId() + '/' + attempt.ordinal() + '/' + attempt.startedAt(), attempt);
    }

    /** @param provider in whose topic it is */
    void add(String provider, EnrichmentRequest request) {
        cameIn(request.identity(), request.alert());
        Parking parking = request.parking();
        if (parking != null) {
            parkings.put(request.id() + '/' + parking.times(), new StoryEvent.Parked(request.id(), provider, parking));
        }
        request.progress().attempts().forEach(this::add);
    }

    void add(ResolvedMark mark) {
        marks.add(mark);
    }

    /** Takes a dead letter in when it has this key, or is of a record that is known. */
    void add(DeadLetter letter, @Nullable String letterKey) {
        String request = RequestIds.requestId(new RecordRef(
                letter.why().topic(),
                letter.why().partition(),
                letter.why().offset(),
                Instant.EPOCH,
                letter.why().index()));
        if (key.equals(letterKey) || requests.containsKey(request)) {
            letters.add(new StoryEvent.DeadLettered(request, letter.withoutValue()));
        }
    }

    /** The request that a dead letter is about: of a record under our key that is no request of ours, the one before it. */
    private StoryEvent.DeadLettered placed(StoryEvent.DeadLettered dead) {
        if (requests.containsKey(dead.requestId())) {
            return dead;
        }
        return requests.values().stream()
                .filter(came -> !came.at().isAfter(dead.at()))
                .max(Comparator.comparing(StoryEvent.CameIn::at))
                .map(came -> new StoryEvent.DeadLettered(came.requestId(), dead.letter()))
                .orElse(dead);
    }

    private void cameIn(RequestIdentity identity, Alert alert) {
        requests.putIfAbsent(identity.requestId(), new StoryEvent.CameIn(identity, alert));
    }

    Story story() {
        Map<String, List<StoryEvent>> byIncident = new HashMap<>();
        requests.values().forEach(came -> add(byIncident, came));
        attempts.values().forEach(attempt -> add(byIncident, new StoryEvent.Tried(attempt)));
        parkings.values().forEach(parked -> add(byIncident, parked));
        letters.forEach(letter -> add(byIncident, placed(letter)));
        answers.values().forEach(revisions -> {
            EnrichedIncident before = null;
            for (EnrichedIncident revision : revisions.values()) {
                add(byIncident, new StoryEvent.Answered(revision, before));
                before = revision;
            }
        });
        // A mark of an episode of which nothing else is known tells nothing.
        marks.forEach(mark -> byIncident.computeIfPresent(mark.incidentId(), (id, events) -> {
            events.add(new StoryEvent.Ended(mark));
            return events;
        }));
        return new Story(
                key,
                byIncident.entrySet().stream()
                        .map(incident -> new Episode(incident.getKey(), sorted(incident.getValue())))
                        .sorted(Comparator.comparing(
                                episode -> episode.events().get(0).at()))
                        .toList());
    }

    private void add(Map<String, List<StoryEvent>> byIncident, StoryEvent event) {
        StoryEvent.CameIn came = requests.get(event.requestId());
        String incident = came == null ? event.requestId() : came.identity().incidentId();
        byIncident.computeIfAbsent(incident, id -> new ArrayList<>()).add(event);
    }

    private static List<StoryEvent> sorted(List<StoryEvent> events) {
        events.sort(Comparator.comparing(StoryEvent::at).thenComparingInt(StoryEvent::rank));
        return events;
    }
}
