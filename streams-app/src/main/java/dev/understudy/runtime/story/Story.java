package dev.understudy.runtime.story;

import java.util.List;

/**
 * What the topics hold about one alert.
 *
 * @param key its Kafka key
 * @param episodes the oldest first; none when nothing is known
 */
public record Story(String key, List<Episode> episodes) {

    public Story {
        episodes = List.copyOf(episodes);
    }
}
