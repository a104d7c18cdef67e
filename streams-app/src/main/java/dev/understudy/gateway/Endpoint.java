package dev.understudy.gateway;

import dev.understudy.domain.alert.AlertFormat;

/**
 * One way in.
 *
 * @param path under which alerts are posted
 * @param format of the bodies
 */
record Endpoint(String path, AlertFormat format) {

    Manner manner() {
        return Manner.of(path);
    }
}
