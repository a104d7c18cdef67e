package dev.understudy.testing;

import dev.understudy.sandbox.http.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real Apicurio Registry, which Maven unpacks before the integration tests; it dies with this JVM at the latest. */
public final class ApicurioRegistry implements AutoCloseable {
    private static final Path FOLDER = Path.of("target", "apicurio");
    private static final Path LOG = FOLDER.resolve("apicurio.log");

    private final Process process;
    private final Thread hook;
    private final String url;

    private ApicurioRegistry(Process process, String url) {
        this.process = process;
        this.url = url;
        this.hook = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts it with nothing in it; returns once it answers. */
    public static ApicurioRegistry start() {
        try {
            int port = Ports.free();
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-Dquarkus.http.host=localhost",
                            "-Dquarkus.http.port=" + port,
                            "-jar",
                            runner().getFileName().toString())
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(LOG.toFile())
                    .start();
            ApicurioRegistry registry = new ApicurioRegistry(process, "http://localhost:" + port + "/apis/ccompat/v7");
            Awaitility.await("Apicurio, see " + LOG)
                    .atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(250))
                    .until(registry::answers);
            return registry;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What clients are configured with. */
    public String url() {
        return url;
    }

    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean answers() throws InterruptedException {
        if (!process.isAlive()) {
            throw new AssertionError("Apicurio ended, see " + LOG);
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/subjects"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static Path runner() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No registry in " + FOLDER + ": run mvn verify"));
        }
    }
}
