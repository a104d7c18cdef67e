package dev.understudy.runtime.admin;

import dev.understudy.config.Secret;
import dev.understudy.runtime.http.Page;
import dev.understudy.runtime.http.PageRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may give commands: a caller on this machine that knows the token. A browser is turned away even with it,
 * for a page of a stranger may send requests to loopback addresses, under a name of its own (DNS rebinding).
 */
final class AdminGuard {
    static final String SCHEME = "Bearer ";

    private static final Pattern LOOPBACK = Pattern.compile("(?i)(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?");

    private final Secret token;

    AdminGuard(Secret token) {
        this.token = token;
    }

    /** Why a request is refused; null when it is not. */
    @Nullable
    Page refuse(PageRequest request) {
        List<String> hosts = request.header("Host");
        if (hosts.size() != 1 || !LOOPBACK.matcher(hosts.get(0)).matches()) {
            return AdminErrors.page(403, "host: is not the loopback address; ask http://127.0.0.1 on this machine");
        }
        if (!request.header("Origin").isEmpty()) {
            return AdminErrors.page(403, "origin: requests of web pages are refused; use understudy drill, or curl");
        }
        List<String> authorizations = request.header("Authorization");
        if (authorizations.size() != 1 || !isToken(authorizations.get(0))) {
            return AdminErrors.page(
                            401,
                            "token: is missing or wrong; send admin.token of this instance's configuration as "
                                    + "'Authorization: Bearer TOKEN'")
                    .with("WWW-Authenticate", "Bearer");
        }
        return null;
    }

    /** Takes as long for a token that is nearly right as for any other. */
    private boolean isToken(String authorization) {
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        String expected = token.reveal();
        return !expected.isBlank()
                && MessageDigest.isEqual(
                        authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8),
                        expected.strip().getBytes(StandardCharsets.UTF_8));
    }
}
