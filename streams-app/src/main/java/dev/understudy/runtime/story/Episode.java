package dev.understudy.runtime.story;

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
}
