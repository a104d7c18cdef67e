package dev.understudy.sandbox;

import dev.understudy.sandbox.dialect.AnthropicDialect;
import dev.understudy.sandbox.dialect.GeminiDialect;
import dev.understudy.sandbox.dialect.OpenAiDialect;
import dev.understudy.sandbox.http.Ports;
import dev.understudy.sandbox.provider.ProviderOptions;
import dev.understudy.sandbox.script.Latency;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a sandbox consists of. Immutable; each {@code with} method answers a changed copy. A port of zero means any free one.
 *
 * @param brokerForm where the broker runs
 * @param brokerPort where the broker listens
 * @param brokerSettings Kafka properties that override the sandbox's own
 * @param registryPort where the registry listens
 * @param adminPort where the admin port listens
 * @param providers the scripted providers
 * @param dataDirectory where the broker keeps its files; null for a temporary directory
 * @param bind address that the registry and the admin port listen on; each provider has its own
 */
public record SandboxOptions(
        BrokerForm brokerForm,
        int brokerPort,
        Map<String, String> brokerSettings,
        int registryPort,
        int adminPort,
        List<ProviderOptions> providers,
        @Nullable Path dataDirectory,
        String bind) {

    /** Where a broker can run. */
    public enum BrokerForm {
        /** Inside of this process, or, on any port and with files of its own, where a {@code BrokerLauncher} starts it. */
        EMBEDDED,
        /** In a child process that can be killed. */
        CHILD,
        /** Nowhere: no broker is started. */
        NONE
    }

    /** The default port of the broker. */
    public static final int BROKER_PORT = 19_092;

    /** The default port of the registry. */
    public static final int REGISTRY_PORT = 18_081;

    /** The default port of the admin interface; the providers' ports follow it. */
    public static final int ADMIN_PORT = 18_090;

    /** Copies the collections. */
    public SandboxOptions {
        brokerSettings = Map.copyOf(brokerSettings);
        providers = List.copyOf(providers);
    }

    /** Everything on its documented port: the sandbox that people start by hand. */
    public static SandboxOptions defaults() {
        return new SandboxOptions(
                BrokerForm.EMBEDDED,
                BROKER_PORT,
                Map.of(),
                REGISTRY_PORT,
                ADMIN_PORT,
                providers(ADMIN_PORT + 1),
                null,
                Ports.LOOPBACK);
    }

    /** Everything on free ports: the sandbox of tests. */
    public static SandboxOptions ephemeral() {
        return new SandboxOptions(BrokerForm.EMBEDDED, 0, Map.of(), 0, 0, providers(0), null, Ports.LOOPBACK);
    }

    private static List<ProviderOptions> providers(int firstPort) {
        int step = firstPort == 0 ? 0 : 1;
        return List.of(
                ProviderOptions.of(new OpenAiDialect()).onPort(firstPort),
                ProviderOptions.of(new AnthropicDialect()).onPort(firstPort + step),
                ProviderOptions.of(new GeminiDialect()).onPort(firstPort + 2 * step));
    }

    /** The same with another form of broker. */
    public SandboxOptions withBroker(BrokerForm form) {
        return new SandboxOptions(
                form, brokerPort, brokerSettings, registryPort, adminPort, providers, dataDirectory, bind);
    }

    /** The same with the broker on another port. */
    public SandboxOptions withBrokerPort(int port) {
        return new SandboxOptions(
                brokerForm, port, brokerSettings, registryPort, adminPort, providers, dataDirectory, bind);
    }

    /** The same with a Kafka property for the broker. */
    public SandboxOptions withBrokerSetting(String key, String value) {
        Map<String, String> settings = new HashMap<>(brokerSettings);
        settings.put(key, value);
        return new SandboxOptions(
                brokerForm, brokerPort, settings, registryPort, adminPort, providers, dataDirectory, bind);
    }

    /** The same with the registry on another port. */
    public SandboxOptions withRegistryPort(int port) {
        return new SandboxOptions(
                brokerForm, brokerPort, brokerSettings, port, adminPort, providers, dataDirectory, bind);
    }

    /** The same with the admin interface on another port. */
    public SandboxOptions withAdminPort(int port) {
        return new SandboxOptions(
                brokerForm, brokerPort, brokerSettings, registryPort, port, providers, dataDirectory, bind);
    }

    /** The same with other providers. */
    public SandboxOptions withProviders(ProviderOptions... changed) {
        return new SandboxOptions(
                brokerForm, brokerPort, brokerSettings, registryPort, adminPort, List.of(changed), dataDirectory, bind);
    }

    /** The same with every provider changed. */
    public SandboxOptions withEachProvider(UnaryOperator<ProviderOptions> change) {
        List<ProviderOptions> changed = new ArrayList<>(providers);
        changed.replaceAll(change);
        return withProviders(changed.toArray(ProviderOptions[]::new));
    }

    /** The same with this latency for every provider. */
    public SandboxOptions withLatency(Latency latency) {
        return withEachProvider(provider -> provider.withLatency(latency));
    }

    /** The same with a directory of the user, which stays. */
    public SandboxOptions withDataDirectory(Path directory) {
        return new SandboxOptions(
                brokerForm, brokerPort, brokerSettings, registryPort, adminPort, providers, directory, bind);
    }

    /** The same on another address, but for the broker. */
    public SandboxOptions boundTo(String address) {
        SandboxOptions moved = withEachProvider(provider -> provider.boundTo(address));
        return new SandboxOptions(
                brokerForm,
                brokerPort,
                brokerSettings,
                registryPort,
                adminPort,
                moved.providers,
                dataDirectory,
                address);
    }
}
