package dev.understudy.runtime.story;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One firing episode of an alert.
 *
 * @param events in the order in which they happened; at least one
 */
public record Episode(String incidentId, List<StoryEvent> events) {

    public Episode {
        events = List.copyOf(events);
    }

    /** The events of a kind. */
    public <T extends StoryEvent> List<T> of(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** How long each pause lasted by now: until it was over, or its request was tried, answered or ended before. */
    public List<Duration> pauses(Instant now) {
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i) instanceof StoryEvent.Parked parked
                    && parked.parking().notBefore().isAfter(parked.at())) {
                Instant over = parked.parking().notBefore();
                Instant next = events.subList(i + 1, events.size()).stream()
                        .filter(event -> endsPause(event, parked.requestId()))
                        .findFirst()
                        .map(StoryEvent::at)
                        .orElse(now);
                pauses.add(Duration.between(parked.at(), next.isBefore(over) ? next : over));
            }
        }
        return pauses;
    }

    private static boolean endsPause(StoryEvent event, String requestId) {
        boolean isOfRequest = event.requestId().equals(requestId);
        return event.fold(
                came -> false,
                tried -> isOfRequest,
                parked -> false,
                // Revision 0 goes out because of the pause.
                answered -> isOfRequest && answered.incident().revision() > 0,
                ended -> true,
                dead -> false);
    }
}
