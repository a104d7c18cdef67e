package dev.understudy.gateway;

import dev.understudy.config.GatewayConfig;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertFormat;
import dev.understudy.metrics.GatewayMetrics;
import dev.understudy.serde.Codec;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway is built from.
 *
 * @param maxAlertBytes longest stored form of an alert
 * @param formats by path, see {@link GatewayPaths}
 * @param producer that acknowledges within the delivery timeout and hardly ever blocks; stays the caller's to close
 * @param tls null means plain HTTP
 */
public record GatewayParts(
        GatewayConfig config,
        int maxAlertBytes,
        Map<String, AlertFormat> formats,
        Codec<Alert> codec,
        Producer<byte[], byte[]> producer,
        @Nullable SSLContext tls,
        GatewayMetrics metrics,
        Clock clock) {

    public GatewayParts {
        formats = Collections.unmodifiableMap(new LinkedHashMap<>(formats));
    }
}
