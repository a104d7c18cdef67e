package dev.understudy.runtime.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a server was asked.
 *
 * @param path decoded, without the query
 * @param body its beginning: longer ones are cut after {@link #MAX_BODY} bytes
 */
public record PageRequest(String method, String path, Headers headers, String body) {
    /** Longest body that is read. */
    public static final int MAX_BODY = 16 * 1024;

    static PageRequest of(HttpExchange exchange) throws IOException {
        return new PageRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders(),
                new String(exchange.getRequestBody().readNBytes(MAX_BODY), StandardCharsets.UTF_8));
    }

    /** All values of a header; empty when it was not sent. */
    public List<String> header(String name) {
        return headers.getOrDefault(name, List.of());
    }
}
