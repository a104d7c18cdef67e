package dev.understudy.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * A request as nobody should send it, made at random.
 *
 * @param body its bytes
 * @param headers beyond the length
 * @param good ids of the alerts in it that must be taken; null when anything may come of it
 * @param bad positions of what must be refused beside them
 * @param slow whether the second half never comes
 */
@SuppressWarnings("ArrayRecordComponent")
record FuzzedRequest(byte[] body, List<String> headers, List<String> good, List<Integer> bad, boolean slow) {
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/x-www-form-urlencoded",
            "text/plain;charset=iso-8859-1",
            "multipart/form-data; boundary=x",
            "application/xml",
            ";;;",
            "application/cloudevents+json",
            "application/cloudevents-batch+json; charset=utf-8");

    /** None of them is an alert in any of the formats. */
    private static final List<String> NO_ALERTS = List.of(
            "7",
            "null",
            "\"text\"",
            "[]",
            "[[[]]]",
            "true",
            "1e400",
            "{}",
            "{\"labels\":{}}",
            "{\"labels\":[1]}",
            "{\"labels\":{\"id\":{}}}",
            "{\"status\":\"firing\"}");

    /** What takes the place of a value. */
    private static final List<String> VALUES = List.of(
            "null",
            "-0",
            "1e999999999",
            "-1E-999999999",
            "123456789012345678901234567890",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "{}",
            "[]",
            "{\"a\":{\"b\":[1,2]}}",
            "[null,null]",
            "true",
            "\"0001-01-01T00:00:00Z\"",
            "\"+999999999-12-31T23:59:59Z\"",
            "9223372036854775807",
            "-9223372036854775808",
            "NaN",
            "'x'");

    private static final Pattern VALUE_NEXT = Pattern.compile("(?<=:)");

    /** A body full of the fields that the formats know. */
    private static final String RICH = """
            {"version":"4","groupKey":"{}:{a=\\"b\\"}","truncatedAlerts":2,"status":"firing","receiver":"r","orgId":1,
             "externalURL":"http://am:9093","specversion":"1.0","id":"e-1","source":"/s","type":"t","data":{"labels":{"x":"y"}},
             "event_action":"trigger","dedup_key":"d","routing_key":"k","client_url":"http://c","images":[{"src":"s"}],
             "links":[{"href":"http://l","text":"t"}],"payload":{"summary":"s","source":"db","severity":"error",
             "timestamp":"2026-03-14T01:00:00Z","custom_details":{"a":[1,{"b":2}]}},
             "alerts":[{"status":"resolved","labels":{"alertname":"A","severity":"page"},"annotations":{"summary":"s"},
             "startsAt":"2026-03-14T01:00:00Z","endsAt":"0001-01-01T00:00:00Z","fingerprint":"f","values":{"B":1.5},
             "generatorURL":"http://p/graph"},{"name":"n","eventId":"i","severity":"critical","labels":{"team":"t"}}]}""";

    static FuzzedRequest of(Random random, String path, int number) {
        String id = "good-" + number;
        return switch (random.nextInt(16)) {
            case 0, 1, 2 -> mixed(random, path, number);
            case 3 -> good(path, List.of(id));
            case 4 -> any(random, cut(random, RICH.getBytes(UTF_8)));
            case 5, 6 -> any(random, flipped(random, RICH.getBytes(UTF_8)));
            case 7, 8, 9 -> any(random, wrongTypes(random).getBytes(UTF_8));
            case 10 -> any(random, deep(random));
            case 11 ->
                any(
                        random,
                        ("{\"labels\":{\"id\":" + number(random) + "},\"values\":{\"v\":" + number(random)
                                        + "},\"startsAt\":" + number(random) + "}")
                                .getBytes(UTF_8));
            case 12 -> any(random, invalidUtf8(random, id));
            case 13 -> any(random, noise(random));
            case 14 -> packed(random, id);
            default ->
                random.nextInt(20) == 0
                        ? slow(id)
                        : any(random, wrongTypes(random).getBytes(StandardCharsets.UTF_16));
        };
    }

    private static FuzzedRequest good(String path, List<String> ids) {
        List<String> alerts = ids.stream().map(GatewayRig::alert).toList();
        return new FuzzedRequest(enclosed(path, alerts), List.of(), ids, List.of(), false);
    }

    private static FuzzedRequest mixed(Random random, String path, int number) {
        if (path.equals(GatewayPaths.PAGERDUTY)) {
            return good(path, List.of("good-" + number));
        }
        List<String> elements = new ArrayList<>();
        List<String> good = new ArrayList<>();
        List<Integer> bad = new ArrayList<>();
        int count = 2 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            if (i > 0 && random.nextInt(3) == 0) {
                bad.add(i);
                elements.add(pick(random, NO_ALERTS));
            } else {
                good.add("good-" + number + "-" + i);
                elements.add(GatewayRig.alert("good-" + number + "-" + i));
            }
        }
        return new FuzzedRequest(enclosed(path, elements), List.of(), good, bad, false);
    }

    private static byte[] enclosed(String path, List<String> elements) {
        String array = "[" + String.join(",", elements) + "]";
        return (switch (path) {
                    case GatewayPaths.ALERTMANAGER, GatewayPaths.GRAFANA -> "{\"alerts\":" + array + "}";
                    case GatewayPaths.PAGERDUTY -> elements.get(0);
                    default -> array;
                })
                .getBytes(UTF_8);
    }

    private static FuzzedRequest any(Random random, byte[] body) {
        List<String> headers = new ArrayList<>();
        if (random.nextBoolean()) {
            headers.add("Content-Type: " + pick(random, TYPES));
        }
        if (random.nextInt(8) == 0) {
            headers.add("ce-specversion: 1.0");
            headers.add("ce-id: %zz");
            headers.add("traceparent: " + "0".repeat(random.nextInt(80)));
        }
        return new FuzzedRequest(body, headers, null, List.of(), false);
    }

    private static FuzzedRequest slow(String id) {
        return new FuzzedRequest(GatewayRig.bytes(GatewayRig.alert(id)), List.of(), null, List.of(), true);
    }

    private static FuzzedRequest packed(Random random, String id) {
        try {
            byte[] packed = GatewayTest.gzip(random.nextBoolean() ? GatewayRig.alert(id) : " ".repeat(200_000));
            byte[] body = random.nextBoolean() ? packed : flipped(random, packed);
            return new FuzzedRequest(body, List.of("Content-Encoding: gzip"), null, List.of(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] cut(Random random, byte[] body) {
        return java.util.Arrays.copyOf(body, random.nextInt(body.length));
    }

    private static byte[] flipped(Random random, byte[] body) {
        byte[] flipped = body.clone();
        for (int i = random.nextInt(6); i >= 0; i--) {
            flipped[random.nextInt(flipped.length)] = (byte) random.nextInt(256);
        }
        return flipped;
    }

    /** Replaces some values of the rich body. */
    private static String wrongTypes(Random random) {
        StringBuilder changed = new StringBuilder();
        for (String part : VALUE_NEXT.splitAsStream(RICH).toList()) {
            boolean replace = random.nextInt(6) == 0;
            int end = part.indexOf(',');
            changed.append(replace && end > 0 ? pick(random, VALUES) + part.substring(end) : part);
        }
        return changed.toString();
    }

    private static byte[] deep(Random random) {
        int levels = 1 + random.nextInt(3_000);
        boolean objects = random.nextBoolean();
        boolean closed = random.nextBoolean();
        String body = (objects ? "{\"labels\":" : "[").repeat(levels)
                + "1"
                + (closed ? (objects ? "}" : "]").repeat(levels) : "");
        return body.getBytes(UTF_8);
    }

    private static String number(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "9".repeat(1 + random.nextInt(3_000));
            case 1 -> "1e" + "9".repeat(1 + random.nextInt(12));
            case 2 -> "-" + "0".repeat(random.nextInt(40)) + "." + random.nextInt();
            default -> Long.toString(random.nextLong());
        };
    }

    private static byte[] invalidUtf8(Random random, String id) {
        byte[] body = GatewayRig.bytes(GatewayRig.alert(id));
        body[20 + random.nextInt(body.length - 20)] = (byte) (0x80 + random.nextInt(0x80));
        return body;
    }

    private static byte[] noise(Random random) {
        byte[] noise = new byte[random.nextInt(400)];
        random.nextBytes(noise);
        return noise;
    }

    private static <T> T pick(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
