package dev.understudy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.sandbox.broker.ProcessSignal;
import dev.understudy.sandbox.http.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** {@code understudy run} as a process of its own, to be killed. Ends with this JVM at the latest. */
public final class AppProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final int port;
    private final Path log;

    private AppProcess(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** Starts an instance; returns at once. */
    public static AppProcess start(Installation installation, String instance, String roles, String... jvmOptions) {
        return start(installation, instance, roles, System.getProperty("java.class.path"), List.of(jvmOptions));
    }

    /** The same of another version of the product; returns at once. */
    public static AppProcess startVersion(Installation installation, String instance, String roles, String classPath) {
        return start(installation, instance, roles, classPath, List.of());
    }

    private static AppProcess start(
            Installation installation, String instance, String roles, String classPath, List<String> jvmOptions) {
        try {
            int port = Ports.free();
            Path log = installation.folder().resolve(instance + ".log");
            List<String> command = new java.util.ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add("-Xmx512m");
            command.addAll(jvmOptions);
            command.addAll(List.of("-cp", classPath, "dev.understudy.cli.Main"));
            command.addAll(
                    List.of("run", "--config", installation.file(instance, port).toString(), "--roles", roles));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new AppProcess(process, port, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it takes work. */
    public AppProcess awaitReady() {
        Awaitility.await("ready")
                .atMost(START)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("ended with " + process.exitValue() + ": " + log());
                    }
                    assertThat(status("/health/ready")).as(this::log).isEqualTo(200);
                });
        return this;
    }

    /** The status of a page of its health port; 0 when nothing answers. */
    public int status(String path) {
        try {
            return get(path).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    /** The body of a page of its health port. */
    public String page(String path) throws IOException {
        return get(path).body();
    }

    private HttpResponse<String> get(String path) throws IOException {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .timeout(Duration.ofSeconds(2))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Bytes of all objects that are reachable, as the histogram after a full collection counts them. */
    public long liveHeapBytes() {
        try {
            Process histogram = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(process.pid()),
                            "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader lines = histogram.inputReader()) {
                String total = lines.lines()
                        .filter(line -> line.startsWith("Total"))
                        .findFirst()
                        .orElseThrow()
                        .strip();
                return Long.parseLong(total.substring(total.lastIndexOf(' ') + 1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes of memory that the process occupies, off the heap included. */
    public long residentBytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            String kib =
                    lines.filter(line -> line.startsWith("VmRSS:")).findFirst().orElseThrow();
            return Long.parseLong(kib.replaceAll("\\D", "")) * 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** CPU time that all its threads took together so far. */
    public Duration cpuTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** False once it has ended. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGSTOP: it stands still, its connections stay open. */
    public void pause() {
        ProcessSignal.STOP.sendTo(process.pid());
    }

    /** SIGCONT after {@link #pause()}. */
    public void resume() {
        ProcessSignal.CONT.sendTo(process.pid());
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        exitCode(Duration.ofSeconds(10));
    }

    /** SIGTERM; returns its exit code. */
    public int stop(Duration atMost) {
        process.destroy();
        return exitCode(atMost);
    }

    /** The exit code, once it has ended. */
    public int exitCode(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("did not end within " + atMost);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What it wrote so far. */
    public String log() {
        try {
            return ProviderKeys.absent("the log of an application", Files.readString(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        log();
    }
}
