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
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A real Alertmanager, with its own amtool. */
public final class Alertmanager implements AutoCloseable {
    private final Path folder;
    private final ForeignProcess process;
    private final String url;

    private Alertmanager(Path folder, ForeignProcess process, String url) {
        this.folder = folder;
        this.process = process;
        this.url = url;
    }

    /**
     * Starts one; the test is skipped where it is not installed.
     *
     * @param folder for its files
     * @param config its configuration file
     */
    public static Alertmanager start(Path folder, String config) {
        ForeignProcess.require("prometheus-alertmanager", ForeignProcess.runs("prometheus-alertmanager", "--version"));
        try {
            String address = "127.0.0.1:" + Ports.free();
            Path file = Files.writeString(folder.resolve("alertmanager.yml"), config);
            ForeignProcess process = ForeignProcess.start(
                    folder,
                    "alertmanager",
                    "prometheus-alertmanager",
                    "--config.file=" + file,
                    "--storage.path=" + folder.resolve("alertmanager"),
                    "--web.listen-address=" + address,
                    "--cluster.listen-address=");
            Alertmanager started = new Alertmanager(folder, process, "http://" + address);
            Awaitility.await("Alertmanager, see " + folder)
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> !started.page("/-/ready").isEmpty());
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has amtool add an alert; see {@code amtool alert add --help} for the arguments. */
    public void add(String... alert) {
        amtool(folder, "--alertmanager.url=" + url, alert);
    }

    /** Has amtool add an alert to whoever speaks Alertmanager's API. */
    public static void amtool(Path folder, String where, String... alert) {
        List<String> command = new ArrayList<>(List.of("amtool", where, "alert", "add"));
        command.addAll(List.of(alert));
        try (ForeignProcess amtool = ForeignProcess.start(folder, "amtool", command.toArray(String[]::new))) {
            amtool.awaitEnd(Duration.ofSeconds(60));
        }
    }

    /** How many notifications to webhooks ended like this: {@code notifications_total}, {@code notifications_failed_total}. */
    public double webhooks(String metric) {
        String name = "alertmanager_" + metric + "{integration=\"webhook\"";
        return page("/metrics")
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private String page(String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url + path))
                                    .timeout(Duration.ofSeconds(5))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
