package dev.understudy.provider.http;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where a request goes: a base URL, a path below it and query parameters. */
final class Address {
    private Address() {}

    static URI of(URI base, String path, Map<String, String> parameters) {
        String basePath = base.getRawPath() == null ? "" : base.getRawPath();
        while (basePath.endsWith("/")) {
            basePath = basePath.substring(0, basePath.length() - 1);
        }
        String query = query(base.getRawQuery(), parameters);
        return URI.create(base.getScheme() + "://" + base.getRawAuthority() + basePath + path
                + (query.isEmpty() ? "" : "?" + query));
    }

    private static String query(@Nullable String own, Map<String, String> parameters) {
        StringJoiner query = new StringJoiner("&");
        if (own != null && !own.isEmpty()) {
            query.add(own);
        }
        new TreeMap<>(parameters).forEach((name, value) -> query.add(encoded(name) + "=" + encoded(value)));
        return query.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
