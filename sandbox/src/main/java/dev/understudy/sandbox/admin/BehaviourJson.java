package dev.understudy.sandbox.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.sandbox.script.Behaviour;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.sandbox.script.Latency;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Behaviours as JSON: {@code {"fault":"RATE_LIMITED","latency":"300ms~2s","pause":"5s","share":0.5,"calls":10,
 * "matching":"regex"}}, all fields optional, or a list of them. Latency is text as in {@link Latency#parse} or an object with
 * {@code fixed}, {@code min} and {@code max}, or {@code median} and {@code p95}, and {@code oneIn} and {@code slow}.
 */
final class BehaviourJson {

    private static final Set<String> FIELDS = Set.of("fault", "latency", "pause", "share", "calls", "matching");

    private BehaviourJson() {}

    /** Reads one behaviour or a list; {@code latency} is for those that name none. */
    static List<Behaviour> read(JsonNode json, Latency latency) {
        if (!json.isArray()) {
            return List.of(one(json, latency));
        }
        List<Behaviour> behaviours = new ArrayList<>();
        for (JsonNode element : json) {
            behaviours.add(one(element, latency));
        }
        return behaviours;
    }

    private static Behaviour one(JsonNode json, Latency latency) {
        if (!json.isObject()) {
            throw new IllegalArgumentException("want an object with some of " + FIELDS);
        }
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException("unknown field '" + name + "', want some of " + FIELDS);
            }
        }
        Behaviour behaviour = json.hasNonNull("fault")
                ? Behaviour.failing(fault(json.path("fault").asText()))
                : Behaviour.healthy();
        behaviour = behaviour.withLatency(json.hasNonNull("latency") ? latency(json.path("latency")) : latency);
        if (json.hasNonNull("pause")) {
            behaviour =
                    behaviour.withPause(Latency.parseDuration(json.path("pause").asText()));
        }
        if (json.hasNonNull("matching")) {
            behaviour = behaviour.matching(json.path("matching").asText());
        }
        return behaviour
                .onShare(json.path("share").asDouble(1))
                .forNext(json.path("calls").asLong(0));
    }

    private static Fault fault(String name) {
        try {
            return Fault.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "unknown fault '" + name + "', want one of " + Arrays.toString(Fault.values()));
        }
    }

    private static Latency latency(JsonNode json) {
        if (!json.isObject()) {
            return Latency.parse(json.asText());
        }
        Latency latency;
        if (json.has("fixed")) {
            latency = Latency.fixed(Latency.parseDuration(json.path("fixed").asText()));
        } else if (json.has("min")) {
            latency = Latency.uniform(
                    Latency.parseDuration(json.path("min").asText()),
                    Latency.parseDuration(json.path("max").asText()));
        } else {
            latency = Latency.logNormal(
                    Latency.parseDuration(json.path("median").asText()),
                    Latency.parseDuration(json.path("p95").asText()));
        }
        return json.has("oneIn")
                ? latency.withOneSlowIn(
                        json.path("oneIn").asInt(),
                        Latency.parseDuration(json.path("slow").asText()))
                : latency;
    }

    /** The form that {@link #read} takes. */
    static Map<String, Object> write(Behaviour behaviour) {
        Map<String, Object> json = new LinkedHashMap<>();
        Fault fault = behaviour.fault();
        if (fault != null) {
            json.put("fault", fault.name());
            json.put("pause", behaviour.pause().toMillis() + "ms");
            json.put("share", behaviour.share());
        }
        json.put("latency", behaviour.latency().toString());
        if (behaviour.calls() > 0) {
            json.put("calls", behaviour.calls());
        }
        Pattern matching = behaviour.matching();
        if (matching != null) {
            json.put("matching", matching.pattern());
        }
        return json;
    }
}
