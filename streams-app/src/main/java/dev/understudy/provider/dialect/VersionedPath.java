package dev.understudy.provider.dialect;

import java.net.URI;
import java.util.regex.Pattern;

/** Paths of vendors whose base URL is written with or without the version of the API. */
public final class VersionedPath {
    private static final Pattern VERSION = Pattern.compile("/v\\d\\w*(?:/|$)");

    private VersionedPath() {}

    /**
     * The path below a base URL; the version is left out when the base URL names one.
     *
     * @param version such as {@code /v1}
     * @param path such as {@code /messages}
     */
    public static String of(URI base, String version, String path) {
        String basePath = base.getPath() == null ? "" : base.getPath();
        return VERSION.matcher(basePath).find() ? path : version + path;
    }
}
