package dev.understudy.cli.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.config.StormConfig;
import dev.understudy.domain.alert.Alert;
import dev.understudy.policy.RouteExplanation;
import java.util.Locale;

/** Which chain an alert gets, as one JSON object. What does not apply is left out. */
final class RouteJson {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private RouteJson() {}

    static String of(int line, Alert alert, RouteExplanation found) {
        ObjectNode page = JSON.createObjectNode()
                .put("line", line)
                .put("alert", alert.name())
                .put("severity", alert.severity().name())
                .put("route", found.route().name())
                .put("order", found.config().order().name().toLowerCase(Locale.ROOT));
        page.putPOJO("chain", found.route().chain());
        page.put("confined", found.config().confined());
        page.putPOJO("because", found.because());
        page.put("promptTokens", found.promptTokens());
        if (!found.config().weights().isEmpty()) {
            page.putPOJO("weights", found.config().weights());
        }
        if (!found.expectedMicros().isEmpty()) {
            page.putPOJO("expectedMicros", found.expectedMicros());
        }
        if (!found.tooSmall().isEmpty()) {
            page.putPOJO("tooSmall", found.tooSmall());
        }
        StormConfig storm = found.config().storm();
        if (storm != null) {
            page.putObject("storm").put("queued", storm.queued()).putPOJO("chain", storm.chain());
        }
        try {
            return JSON.writeValueAsString(page);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an explanation could not be written as JSON", e);
        }
    }
}
