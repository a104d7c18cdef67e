package dev.understudy.cli.incident;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.understudy.runtime.story.Episode;
import dev.understudy.runtime.story.Story;
import dev.understudy.runtime.story.StoryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The life of one alert as one line of JSON: each event with its time, its kind, its text, and the record it is from. */
final class StoryJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addSerializer(Duration.class, ToStringSerializer.instance))
            .build();

    private StoryJson() {}

    static String of(Story story, List<Episode> shown) {
        ObjectNode json = JSON.createObjectNode();
        json.put("key", story.key());
        json.put("episodesKnown", story.episodes().size());
        ArrayNode episodes = json.putArray("episodes");
        for (Episode episode : shown) {
            ObjectNode one = episodes.addObject();
            one.put("incidentId", episode.incidentId());
            ArrayNode events = one.putArray("events");
            episode.events().forEach(event -> add(events.addObject(), event));
        }
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a story could not be written as JSON", e);
        }
    }

    private static void add(ObjectNode json, StoryEvent event) {
        json.put("at", event.at().toString());
        json.put("requestId", event.requestId());
        json.put("text", EventText.of(event));
        json.setAll(event.<ObjectNode>fold(
                came -> kind("came-in").set("alert", JSON.valueToTree(came.alert())),
                tried -> kind("tried").set("attempt", JSON.valueToTree(tried.attempt())),
                parked -> kind("parked")
                        .put("provider", parked.provider())
                        .set("parking", JSON.valueToTree(parked.parking())),
                answered -> kind("answered")
                        .put("revision", answered.incident().revision())
                        .put("outcome", answered.incident().outcome().name())
                        .set("enrichment", JSON.valueToTree(answered.incident().enrichment())),
                ended -> kind("ended"),
                dead -> kind("dead-letter").put("letter", dead.letter().id().toString())));
    }

    private static ObjectNode kind(String name) {
        return JSON.createObjectNode().put("event", name);
    }
}
