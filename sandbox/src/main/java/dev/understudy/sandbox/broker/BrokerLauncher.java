package dev.understudy.sandbox.broker;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Starts a broker somewhere else in place of one inside of this process. {@link ServiceLoader} finds it; without one,
 * brokers run in this process.
 */
public interface BrokerLauncher {

    /**
     * Starts a broker with nothing in it, on any free port, and waits until it serves clients.
     *
     * @param settings Kafka properties, without those that say where it listens and keeps its files
     * @return empty to have it run in this process after all
     */
    Optional<SandboxBroker> start(Map<String, String> settings);

    /** The broker of the first launcher that starts one. */
    static Optional<SandboxBroker> startFirst(Map<String, String> overrides) {
        Map<String, String> settings = new HashMap<>(BrokerSettings.behaviour());
        settings.putAll(overrides);
        return ServiceLoader.load(BrokerLauncher.class).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(launcher -> launcher.start(settings).stream())
                .findFirst();
    }
}
