package dev.understudy.sandbox.broker;

import dev.understudy.sandbox.http.PortTakenException;
import dev.understudy.sandbox.http.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A broker in a child JVM that can be killed, stopped, paused and started again on the same port and the same files. It dies
 * with this process. The methods that change its state are not meant for several threads at once.
 */
public final class ChildBroker implements SandboxBroker {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 20;

    private final int port;
    private final BrokerDirectory directory;
    private final Path settingsFile;
    private final Path readyFile;
    private @Nullable Process process;

    private ChildBroker(int port, BrokerDirectory directory, Path settingsFile) {
        this.port = port;
        this.directory = directory;
        this.settingsFile = settingsFile;
        this.readyFile = directory.path().resolve("ready");
    }

    /** Starts on a free port and in a directory of its own. */
    public static ChildBroker start() {
        return start(0, BrokerDirectory.temporary(), Map.of());
    }

    /** Starts on a port (0: any free one); settings override the sandbox's own. */
    public static ChildBroker start(int port, BrokerDirectory directory, Map<String, String> settings) {
        int chosen = Ports.orFree(port);
        if (!Ports.isFree(chosen)) {
            throw new PortTakenException("broker", chosen, new BindException());
        }
        ChildBroker broker;
        try {
            broker = new ChildBroker(chosen, directory, BrokerSettings.prepare(directory.path(), chosen, settings));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("cannot prepare a broker in " + directory.path(), e);
        }
        broker.restart();
        return broker;
    }

    /** Starts the child after {@link #kill()} or {@link #stop()}, and waits until it serves clients. */
    public void restart() {
        if (process != null) {
            throw new IllegalStateException("the broker runs already");
        }
        try {
            Files.deleteIfExists(readyFile);
            ProcessBuilder builder = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xms64m",
                            "-Xmx384m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Dlogback.configurationFile=logback-sandbox.xml",
                            BrokerChild.class.getName(),
                            settingsFile.toString(),
                            readyFile.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
            // Not an argument: class paths of builds outgrow the limit for one.
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            Process started = builder.start();
            process = started;
            awaitReady(started);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady(Process started) throws IOException {
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        try {
            while (!Files.exists(readyFile)) {
                if (started.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > limit) {
                    kill();
                    throw new IllegalStateException("the broker did not start:\n" + Files.readString(log()));
                }
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the broker started", e);
        }
    }

    /** SIGKILL: no flush, no farewell. */
    public void kill() {
        end(true);
    }

    /** SIGTERM: an orderly shutdown; SIGKILL after 20 s. */
    public void stop() {
        end(false);
    }

    private void end(boolean forcibly) {
        Process running = process;
        process = null;
        if (running == null) {
            return;
        }
        try {
            if (!forcibly) {
                running.destroy();
            }
            if (forcibly || !running.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                running.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** SIGSTOP: connections stay open, nothing is answered. */
    public void pause() {
        ProcessSignal.STOP.sendTo(pid());
    }

    /** SIGCONT after {@link #pause()}. */
    public void resume() {
        ProcessSignal.CONT.sendTo(pid());
    }

    /** The process id while the broker runs. */
    public long pid() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("the broker does not run");
        }
        return running.pid();
    }

    /** True while the child process is there. */
    public boolean isRunning() {
        Process running = process;
        return running != null && running.isAlive();
    }

    /** What the child wrote to its console. */
    public Path log() {
        return directory.path().resolve("broker.log");
    }

    @Override
    public String bootstrapServers() {
        return "localhost:" + port;
    }

    /** Stops the broker: orderly if its files stay, else without ado. */
    @Override
    public void close() {
        end(directory.isTemporary());
        directory.close();
    }
}
