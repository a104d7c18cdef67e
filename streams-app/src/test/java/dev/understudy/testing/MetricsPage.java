package dev.understudy.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The page of metrics of a running instance. */
public final class MetricsPage {
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpRequest request;

    public MetricsPage(int port) {
        request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/metrics"))
                .build();
    }

    /** The sum over all series of this name. */
    public double value(String name) {
        return value(name, "");
    }

    /** The sum over the series of this name with this tag, such as {@code area="heap"}. */
    public double value(String name, String tag) {
        return text().lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .filter(line -> line.contains(tag))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** The whole page. */
    public String text() {
        try {
            return ProviderKeys.absent(
                    "metrics",
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
