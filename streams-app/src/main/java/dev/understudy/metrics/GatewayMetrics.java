package dev.understudy.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;

/** Meters of the way in over HTTP. Endpoints are those of the configuration, or {@code other}. Thread-safe. */
public final class GatewayMetrics {
    private static final String ENDPOINT = "endpoint";

    private final MeterRegistry registry;
    private final Timer acknowledgement;

    public GatewayMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.acknowledgement = Timer.builder("understudy.gateway.acknowledgement")
                .description("From the send of a body's alerts to Kafka's acknowledgement of the last one")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(30))
                .register(registry);
    }

    /** {@code understudy.gateway.bytes}: held at this time. {@code understudy.gateway.connections}: open ones. */
    public void watch(Supplier<Number> bytes, Supplier<Number> connections) {
        Gauge.builder("understudy.gateway.bytes", bytes)
                .description("Bytes of bodies and records in flight")
                .strongReference(true)
                .register(registry);
        Gauge.builder("understudy.gateway.connections", connections)
                .description("Open connections to the gateway")
                .strongReference(true)
                .register(registry);
    }

    /** {@code understudy.gateway.requests}: requests by endpoint and status. */
    public void answered(String endpoint, int status) {
        requests(endpoint, Integer.toString(status));
    }

    /** {@code understudy.gateway.requests} with the status {@code none}: the sender went before the answer. */
    public void broken(String endpoint) {
        requests(endpoint, "none");
    }

    private void requests(String endpoint, String status) {
        Counter.builder("understudy.gateway.requests")
                .description("Requests to the gateway")
                .tag(ENDPOINT, endpoint)
                .tag("status", status)
                .register(registry)
                .increment();
    }

    /**
     * {@code understudy.gateway.alerts}: alerts by endpoint.
     *
     * @param accepted acknowledged by Kafka
     * @param truncated left out by their sender, as it says
     * @param ignored elements that are about no alert, and are not meant to be
     */
    public void alerts(String endpoint, int accepted, int refused, int truncated, int ignored) {
        alerts(endpoint, "accepted", accepted);
        alerts(endpoint, "refused", refused);
        alerts(endpoint, "truncated", truncated);
        alerts(endpoint, "ignored", ignored);
    }

    private void alerts(String endpoint, String outcome, int count) {
        if (count > 0) {
            Counter.builder("understudy.gateway.alerts")
                    .description("Alerts that came over HTTP")
                    .tag(ENDPOINT, endpoint)
                    .tag("outcome", outcome)
                    .register(registry)
                    .increment(count);
        }
    }

    /** {@code understudy.gateway.acknowledgement}: how long Kafka took for the alerts of a body. */
    public void acknowledged(Duration took) {
        acknowledgement.record(took);
    }
}
