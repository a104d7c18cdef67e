package dev.understudy.gateway.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.domain.alert.UnreadableReason;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes the answers, in JSON and in the manner that the clients of an endpoint understand. */
public final class Answers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JSON_TYPE = "application/json";
    private static final String PROBLEM_TYPE = "application/problem+json";
    /** A body may hold thousands; whoever has so many to mend begins with these. */
    private static final int MOST_REFUSED = 100;

    private static final String TOO_LARGE = UnreadableReason.TOO_LARGE.name();

    private static final Duration COME_AGAIN = Duration.ofSeconds(5);
    private static final Map<Integer, String> TITLES = Map.of(
            400, "Bad Request",
            401, "Unauthorized",
            403, "Forbidden",
            404, "Not Found",
            405, "Method Not Allowed",
            408, "Request Timeout",
            413, "Content Too Large",
            415, "Unsupported Media Type",
            500, "Internal Server Error",
            503, "Service Unavailable");

    private Answers() {}

    /** What became of a body. */
    public static Answer of(Manner manner, Receipt receipt) {
        if (!receipt.delivered()) {
            return unavailable(
                    manner,
                    "Kafka did not acknowledge every alert in time, or there is no room for more; send the same again");
        }
        return receipt.accepted() + receipt.ignored() == 0 ? nothingGood(manner, receipt) : taken(manner, receipt);
    }

    private static Answer taken(Manner manner, Receipt receipt) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (manner == Manner.PAGERDUTY) {
            body.put("status", "success");
            body.put("message", "Event processed");
            body.put("dedup_key", Objects.requireNonNullElse(receipt.fingerprint(), ""));
            return json(202, body);
        }
        body.put("accepted", receipt.accepted());
        addRefused(body, receipt.refused());
        if (receipt.truncated() > 0) {
            body.put("truncated", receipt.truncated());
        }
        if (receipt.ignored() > 0) {
            body.put("ignored", receipt.ignored());
        }
        return json(200, body);
    }

    private static Answer nothingGood(Manner manner, Receipt receipt) {
        if (receipt.refused().isEmpty()) {
            return problem(manner, 400, "the body holds no alert");
        }
        Receipt.Refused first = receipt.refused().get(0);
        String detail = first.message() + ". "
                + UnreadableReason.valueOf(first.reason()).sentence();
        boolean tooLarge =
                receipt.refused().stream().allMatch(each -> each.reason().equals(TOO_LARGE));
        int status = tooLarge ? 413 : 400;
        return manner == Manner.OURS ? problem(status, detail, receipt.refused()) : problem(manner, status, detail);
    }

    /** Something is wrong with the request, or with us. */
    public static Answer problem(Manner manner, int status, String detail) {
        return switch (manner) {
            case OURS -> problem(status, detail, List.of());
            case ALERTMANAGER -> new Answer(status, JSON_TYPE, text(detail), Map.of());
            case PAGERDUTY -> {
                Map<String, Object> body = new LinkedHashMap<>();
                body.put(
                        "status",
                        status == 400 ? "invalid event" : title(status).toLowerCase(java.util.Locale.ROOT));
                body.put("message", status == 400 ? "Event object is invalid" : title(status));
                body.put("errors", List.of(detail));
                yield json(status, body);
            }
        };
    }

    /** It may work a little later. */
    public static Answer unavailable(Manner manner, String detail) {
        return problem(manner, 503, detail).with("Retry-After", Long.toString(COME_AGAIN.toSeconds()));
    }

    private static Answer problem(int status, String detail, List<Receipt.Refused> refused) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", title(status));
        body.put("status", status);
        body.put("detail", detail);
        if (!refused.isEmpty()) {
            addRefused(body, refused);
        }
        return new Answer(status, PROBLEM_TYPE, text(body), Map.of());
    }

    private static void addRefused(Map<String, Object> body, List<Receipt.Refused> refused) {
        body.put("refused", refused.stream().limit(MOST_REFUSED).toList());
        if (refused.size() > MOST_REFUSED) {
            body.put("refusedInAll", refused.size());
        }
    }

    private static Answer json(int status, Map<String, Object> body) {
        return new Answer(status, JSON_TYPE, text(body), Map.of());
    }

    private static String title(int status) {
        return TITLES.getOrDefault(status, "Error");
    }

    private static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer is no JSON", e);
        }
    }
}
