package dev.understudy.cli.replay.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files that the page is made of. Its style and its script are in it, and are all that a browser may run of it. */
final class PageTemplate {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z-]+)}}");

    private PageTemplate() {}

    /** The page with these parts, which are HTML, at their places. */
    static String filled(Map<String, String> parts) {
        String style = resource("page.css");
        String script = resource("page.js");
        Map<String, String> own =
                Map.of("style", style, "style-hash", hash(style), "script", script, "script-hash", hash(script));
        // In one pass: what a part holds is never taken for a place.
        return PLACE.matcher(resource("page.html"))
                .replaceAll(place -> Matcher.quoteReplacement(part(place.group(1), own, parts)));
    }

    private static String part(String name, Map<String, String> own, Map<String, String> parts) {
        String part = own.getOrDefault(name, parts.get(name));
        if (part == null) {
            throw new IllegalStateException("page.html has a place for " + name + ", which nobody fills");
        }
        return part;
    }

    /** As a Content-Security-Policy names it. */
    private static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = PageTemplate.class.getResourceAsStream("/dev/understudy/comparison/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
