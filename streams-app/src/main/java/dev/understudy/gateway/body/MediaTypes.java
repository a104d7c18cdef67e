package dev.understudy.gateway.body;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows what a body may be called. JSON goes by many names ({@code curl -d} calls it a form): only what cannot be JSON is refused. */
public final class MediaTypes {
    private static final List<String> NEVER =
            List.of("multipart/", "image/", "audio/", "video/", "font/", "application/grpc");
    private static final Set<String> NOT_THESE = Set.of(
            "text/html",
            "text/xml",
            "text/csv",
            "application/xml",
            "application/x-protobuf",
            "application/protobuf",
            "application/zip",
            "application/pdf",
            "application/avro",
            "avro/binary",
            "application/msgpack",
            "application/x-msgpack",
            "application/yaml");

    private MediaTypes() {}

    /** Whether a body of this type, or of none, may be JSON. */
    public static boolean mayBeJson(@Nullable String contentType) {
        if (contentType == null) {
            return true;
        }
        int end = contentType.indexOf(';');
        String type =
                (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return !NOT_THESE.contains(type)
                && !type.endsWith("+xml")
                && NEVER.stream().noneMatch(type::startsWith);
    }
}
