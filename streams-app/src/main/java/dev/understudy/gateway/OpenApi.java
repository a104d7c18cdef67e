package dev.understudy.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.gateway.answer.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** The description of the endpoints, for machines. */
final class OpenApi {
    static final Answer ANSWER = new Answer(200, "application/yaml", text(), Map.of());

    private OpenApi() {}

    private static String text() {
        try (InputStream in = OpenApi.class.getResourceAsStream("openapi.yaml")) {
            return new String(
                    Objects.requireNonNull(in, "openapi.yaml is in the jar").readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
