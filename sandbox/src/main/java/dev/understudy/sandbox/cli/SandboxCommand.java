package dev.understudy.sandbox.cli;

import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.SandboxOptions.BrokerForm;
import dev.understudy.sandbox.http.PortTakenException;
import dev.understudy.sandbox.http.Ports;
import dev.understudy.sandbox.provider.ProviderOptions;
import dev.understudy.sandbox.provider.ScriptedProvider;
import dev.understudy.sandbox.script.Latency;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code sandbox}: starts everything, says where it is, and runs until it is interrupted. */
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        description = "Runs a Kafka broker, a schema registry and scripted LLM providers on this machine.")
public final class SandboxCommand implements Callable<Integer> {

    private static final String LOGBACK = "logback.configurationFile";

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--broker-port", description = "default: ${DEFAULT-VALUE}", defaultValue = "19092")
    private int brokerPort;

    @Option(names = "--registry-port", description = "default: ${DEFAULT-VALUE}", defaultValue = "18081")
    private int registryPort;

    @Option(names = "--admin-port", description = "default: ${DEFAULT-VALUE}", defaultValue = "18090")
    private int adminPort;

    @Option(
            names = "--provider-port",
            description = "port of the first provider, the others follow; default: ${DEFAULT-VALUE}",
            defaultValue = "18091")
    private int providerPort;

    @Option(
            names = "--latency",
            description =
                    "how long providers take: 300ms, 200ms..1s (uniform), 300ms~2s (median~p95), and /100:10s for one"
                            + " slow call in 100; default: ${DEFAULT-VALUE}",
            defaultValue = "300ms")
    private String latency = "300ms";

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description =
                    "address that registry, providers and admin port listen on, for a container; they let in everyone;"
                            + " default: ${DEFAULT-VALUE}",
            defaultValue = Ports.LOOPBACK)
    private String bind = Ports.LOOPBACK;

    @Option(names = "--data-dir", description = "where the broker keeps its files; default: a temporary directory")
    private @Nullable Path dataDirectory;

    @Option(names = "--no-broker", description = "registry and providers only")
    private boolean noBroker;

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        if (System.getProperty(LOGBACK) == null) {
            System.setProperty(LOGBACK, "logback-sandbox.xml");
        }
        System.exit(commandLine().execute(args));
    }

    /** The command with its parser, for callers that have a command line of their own. */
    public static CommandLine commandLine() {
        return new CommandLine(new SandboxCommand()).setExitCodeExceptionMapper(failure -> 1);
    }

    @Override
    public Integer call() throws InterruptedException {
        SandboxOptions options;
        try {
            options = options();
        } catch (IllegalArgumentException e) {
            err().println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        try (Sandbox sandbox = Sandbox.start(options)) {
            print(sandbox);
            awaitEnd(sandbox);
            return CommandLine.ExitCode.OK;
        } catch (PortTakenException e) {
            err().println(e.getMessage());
            err().flush();
            return 1;
        }
    }

    private SandboxOptions options() {
        SandboxOptions options = SandboxOptions.defaults()
                .withBroker(noBroker ? BrokerForm.NONE : BrokerForm.EMBEDDED)
                .withBrokerPort(brokerPort)
                .withRegistryPort(registryPort)
                .withAdminPort(adminPort)
                .withLatency(Latency.parse(latency))
                .withEachProvider(this::moved)
                .boundTo(bind);
        return dataDirectory == null ? options : options.withDataDirectory(dataDirectory);
    }

    private ProviderOptions moved(ProviderOptions provider) {
        return providerPort == 0
                ? provider.onPort(0)
                : provider.onPort(provider.port() - SandboxOptions.ADMIN_PORT - 1 + providerPort);
    }

    private void print(Sandbox sandbox) {
        PrintWriter out = out();
        if (!noBroker) {
            out.printf("%-10s %s%n", "broker", sandbox.bootstrapServers());
        }
        out.printf("%-10s %s%n", "registry", sandbox.registry().url());
        for (ScriptedProvider provider : sandbox.providers()) {
            out.printf("%-10s %s%n", provider.name(), provider.baseUrl());
        }
        out.printf("%-10s %s%n%n", "admin", sandbox.adminUrl());
        out.printf(
                "Fail a provider:  curl -X PUT %s/providers/openai -d '{\"fault\":\"ACCOUNT_DEACTIVATED\"}'%n",
                sandbox.adminUrl());
        out.printf("Heal it:          curl -X DELETE %s/providers/openai/fault%n", sandbox.adminUrl());
        out.printf("All faults:       curl %s/faults%n%n", sandbox.adminUrl());
        out.println("ready");
        out.flush();
    }

    /** Waits for Ctrl-C or SIGTERM; the broker is stopped in the shutdown hook, while the JVM still waits for it. */
    private static void awaitEnd(Sandbox sandbox) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            sandbox.close();
                            end.countDown();
                            // A JVM that ends by a signal reports the signal; an interrupted sandbox ended well.
                            Runtime.getRuntime().halt(0);
                        },
                        "sandbox-shutdown"));
        end.await();
    }

    private PrintWriter out() {
        return commandSpec().commandLine().getOut();
    }

    private PrintWriter err() {
        return commandSpec().commandLine().getErr();
    }

    private CommandSpec commandSpec() {
        if (spec == null) {
            throw new IllegalStateException("runs only as a command");
        }
        return spec;
    }
}
