package dev.understudy.sandbox;

import dev.understudy.sandbox.SandboxOptions.BrokerForm;
import dev.understudy.sandbox.admin.AdminServer;
import dev.understudy.sandbox.broker.BrokerDirectory;
import dev.understudy.sandbox.broker.BrokerLauncher;
import dev.understudy.sandbox.broker.ChildBroker;
import dev.understudy.sandbox.broker.EmbeddedBroker;
import dev.understudy.sandbox.broker.SandboxBroker;
import dev.understudy.sandbox.http.PortTakenException;
import dev.understudy.sandbox.http.Ports;
import dev.understudy.sandbox.provider.ProviderOptions;
import dev.understudy.sandbox.provider.ScriptedProvider;
import dev.understudy.sandbox.registry.SandboxRegistry;
import java.net.BindException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker, a registry and scripted providers that run together, with an admin port for the providers' scripts. */
public final class Sandbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);

    private final Deque<Runnable> closers = new ArrayDeque<>();
    private final Map<String, ScriptedProvider> providers = new LinkedHashMap<>();
    private final SandboxRegistry registry;
    private final AdminServer admin;
    private final @Nullable SandboxBroker broker;

    private Sandbox(SandboxOptions options) {
        try {
            for (ProviderOptions provider : options.providers()) {
                ScriptedProvider started = opened(ScriptedProvider.start(provider));
                providers.put(started.name(), started);
            }
            registry = opened(SandboxRegistry.start(options.bind(), options.registryPort()));
            admin = opened(AdminServer.start(options.bind(), options.adminPort(), providers.values()));
            broker = options.brokerForm() == BrokerForm.NONE ? null : opened(broker(options));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Starts everything and returns once all of it serves; when a part cannot start, the others are stopped again. */
    public static Sandbox start(SandboxOptions options) {
        // The broker starts last and takes longest: say at once that its port is taken.
        int port = options.brokerPort();
        if (options.brokerForm() != BrokerForm.NONE && port != 0 && !Ports.isFree(port)) {
            throw new PortTakenException("broker", port, new BindException());
        }
        return new Sandbox(options);
    }

    /** Starts everything on free ports, with the broker in this process. */
    public static Sandbox start() {
        return start(SandboxOptions.ephemeral());
    }

    private static SandboxBroker broker(SandboxOptions options) {
        Path given = options.dataDirectory();
        Map<String, String> settings = options.brokerSettings();
        if (options.brokerForm() == BrokerForm.CHILD) {
            return ChildBroker.start(options.brokerPort(), directory(given), settings);
        }
        boolean anywhere = options.brokerPort() == 0 && given == null;
        Optional<SandboxBroker> launched = anywhere ? BrokerLauncher.startFirst(settings) : Optional.empty();
        return launched.orElseGet(() -> EmbeddedBroker.start(options.brokerPort(), directory(given), settings));
    }

    private static BrokerDirectory directory(@Nullable Path given) {
        return given == null ? BrokerDirectory.temporary() : BrokerDirectory.kept(given);
    }

    private <T extends AutoCloseable> T opened(T part) {
        closers.push(() -> closeQuietly(part));
        return part;
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("a part of the sandbox did not close", e);
        }
    }

    /** The broker, in whatever form. */
    public SandboxBroker broker() {
        if (broker == null) {
            throw new IllegalStateException("this sandbox was started without a broker");
        }
        return broker;
    }

    /** The broker as a child process. */
    public ChildBroker childBroker() {
        if (broker() instanceof ChildBroker child) {
            return child;
        }
        throw new IllegalStateException("this sandbox was started with BrokerForm.EMBEDDED");
    }

    /** What Kafka clients connect to. */
    public String bootstrapServers() {
        return broker().bootstrapServers();
    }

    /** The registry. */
    public SandboxRegistry registry() {
        return registry;
    }

    /** The base URL of the admin port. */
    public String adminUrl() {
        return admin.url();
    }

    /** A provider by name: {@code openai}, {@code anthropic}, {@code gemini}, unless the options say otherwise. */
    public ScriptedProvider provider(String name) {
        ScriptedProvider provider = providers.get(name);
        if (provider == null) {
            throw new IllegalArgumentException("no provider '" + name + "', only " + providers.keySet());
        }
        return provider;
    }

    /** All providers. */
    public Collection<ScriptedProvider> providers() {
        return Collections.unmodifiableCollection(providers.values());
    }

    /** Stops everything, the broker first. */
    @Override
    public void close() {
        while (!closers.isEmpty()) {
            closers.pop().run();
        }
    }
}
