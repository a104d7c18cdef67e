package dev.understudy.gateway;

import dev.understudy.domain.alert.AlertFormat;
import dev.understudy.gateway.answer.Manner;

/**
 * One way in.
 *
 * @param path under which alerts are posted
 * @param format of the bodies
 */
record Endpoint(String path, AlertFormat format) {

    /** How it answers. */
    Manner manner() {
        return switch (path) {
            case GatewayPaths.ALERTMANAGER_API -> Manner.ALERTMANAGER;
            case GatewayPaths.PAGERDUTY -> Manner.PAGERDUTY;
            default -> Manner.OURS;
        };
    }
}
