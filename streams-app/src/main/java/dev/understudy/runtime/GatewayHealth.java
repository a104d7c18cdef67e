package dev.understudy.runtime;

import dev.understudy.runtime.gateway.GatewayRunner;
import java.util.Map;

/** Answers health questions for the gateway: it does its work while it listens, whatever Kafka does. */
final class GatewayHealth implements Health.Source {
    private final GatewayRunner gateway;

    GatewayHealth(GatewayRunner gateway) {
        this.gateway = gateway;
    }

    @Override
    public Health live() {
        return ready();
    }

    @Override
    public Health ready() {
        boolean listening = gateway.isListening();
        return new Health(
                listening,
                Map.of("gateway", Map.of("address", gateway.address(), "state", listening ? "LISTENING" : "STOPPED")));
    }
}
