package dev.understudy.runtime.admin;

import dev.understudy.config.AdminConfig;
import dev.understudy.config.ConfigException;
import dev.understudy.config.Secret;
import dev.understudy.provider.drill.Drill;
import dev.understudy.provider.drill.Drills;
import dev.understudy.runtime.http.Page;
import dev.understudy.runtime.http.PageRequest;
import dev.understudy.runtime.http.PageServer;
import dev.understudy.runtime.kafka.StartupException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes commands for this instance: {@code GET} and {@code POST /drills}, {@code DELETE /drills/<provider>}. Listens on
 * the loopback address only, and does nothing without the token.
 */
public final class AdminServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);

    static final String DRILLS = "/drills";
    static final String LOOPBACK = "127.0.0.1";

    private final PageServer server;

    private AdminServer(PageServer server) {
        this.server = server;
    }

    /**
     * Starts listening.
     *
     * @throws ConfigException when there is no token
     * @throws StartupException when the port cannot be had
     */
    public static AdminServer start(AdminConfig config, Drills drills, Clock clock) {
        Secret token = config.token();
        if (token == null) {
            throw new ConfigException("admin.token", "is missing");
        }
        AdminGuard guard = new AdminGuard(token);
        PageServer server = PageServer.start("admin", LOOPBACK, config.port(), request -> {
            Page refusal = guard.refuse(request);
            return refusal == null ? page(request, drills, clock) : refusal;
        });
        LOG.atInfo()
                .addKeyValue("address", "http://" + LOOPBACK + ":" + server.port())
                .log("the admin port takes commands");
        return new AdminServer(server);
    }

    private static Page page(PageRequest request, Drills drills, Clock clock) {
        try {
            if (request.path().equals(DRILLS)) {
                return switch (request.method()) {
                    case "GET" -> list(drills, clock);
                    case "POST" -> begin(request, drills, clock);
                    default -> wrongMethod("GET, POST");
                };
            }
            if (request.path().startsWith(DRILLS + "/")) {
                return request.method().equals("DELETE")
                        ? end(request.path().substring(DRILLS.length() + 1), drills, clock)
                        : wrongMethod("DELETE");
            }
            return AdminErrors.page(404, "path: there is only " + DRILLS + ", and " + DRILLS + "/PROVIDER to end one");
        } catch (ConfigException e) {
            return AdminErrors.page(400, String.valueOf(e.getMessage()));
        }
    }

    private static Page list(Drills drills, Clock clock) {
        return Page.json(
                200,
                Map.of(
                        "drills",
                        drills.all().stream()
                                .map(drill -> describe(drill, clock))
                                .toList()));
    }

    private static Page begin(PageRequest request, Drills drills, Clock clock) {
        DrillRequest asked = DrillRequest.of(request.body(), drills);
        return Page.json(201, describe(drills.start(asked.provider(), asked.fault(), asked.length()), clock));
    }

    private static Page end(String name, Drills drills, Clock clock) {
        String provider = DrillRequest.provider(name, drills);
        Drill ended = drills.stop(provider);
        return ended == null
                ? AdminErrors.page(404, "provider: no drill is on for " + provider)
                : Page.json(200, describe(ended, clock));
    }

    private static Page wrongMethod(String allowed) {
        return AdminErrors.page(405, "method: use " + allowed.replace(", ", " or "))
                .with("Allow", allowed);
    }

    private static Map<String, Object> describe(Drill drill, Clock clock) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("provider", drill.provider());
        described.put("fault", drill.fault().label());
        described.put("outcome", drill.fault().reason().label());
        described.put("since", drill.since().toString());
        described.put("until", drill.until().toString());
        described.put(
                "leftMillis",
                Math.max(0, Duration.between(clock.instant(), drill.until()).toMillis()));
        return described;
    }

    /** The port in use. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
