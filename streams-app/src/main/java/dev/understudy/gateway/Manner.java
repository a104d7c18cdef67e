package dev.understudy.gateway;

/** How an endpoint answers, so that its clients understand. */
enum Manner {
    /** What became of the alerts; problems as RFC 9457 has them. */
    OURS,
    /** Success the same; problems are one JSON text, which amtool prints. */
    ALERTMANAGER,
    /** Status, message and {@code dedup_key}; the credentials may stand in the body as {@code routing_key}. */
    PAGERDUTY;

    static Manner of(String path) {
        return switch (path) {
            case GatewayPaths.ALERTMANAGER_API -> ALERTMANAGER;
            case GatewayPaths.PAGERDUTY -> PAGERDUTY;
            default -> OURS;
        };
    }
}
