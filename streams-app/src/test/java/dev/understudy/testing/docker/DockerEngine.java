package dev.understudy.testing.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Docker engine behind a socket of this machine. Asking it pulls nothing, starts nothing, and takes two seconds at most. */
final class DockerEngine {
    private static final String UNIX = "unix://";
    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final Pattern API = Pattern.compile("(?im)^Api-Version: *([0-9.]+)");

    private final String address;
    private final boolean fromContainer;

    private DockerEngine(String address, boolean fromContainer) {
        this.address = address;
        this.fromContainer = fromContainer;
    }

    /**
     * What the engine said.
     *
     * @param refusal why a container of the image cannot be started without pulling; empty when it can
     * @param apiVersion the newest version of its API; empty when there was no answer
     */
    record Answer(String refusal, String apiVersion) {
        boolean hasImage() {
            return refusal.isEmpty();
        }
    }

    /**
     * An engine.
     *
     * @param dockerHost as in {@code DOCKER_HOST}; empty for the usual socket
     * @param fromContainer whether this is a container that does not know where others are reached
     */
    static DockerEngine of(String dockerHost, boolean fromContainer) {
        return new DockerEngine(dockerHost.isEmpty() ? UNIX + "/var/run/docker.sock" : dockerHost, fromContainer);
    }

    /** The engine of this process' environment. */
    static DockerEngine here() {
        return of(
                System.getenv().getOrDefault("DOCKER_HOST", ""),
                Files.exists(Path.of("/.dockerenv")) && !System.getenv().containsKey("TESTCONTAINERS_HOST_OVERRIDE"));
    }

    /** Asks whether an image is there. */
    Answer ask(String image) {
        if (!address.startsWith(UNIX)) {
            return new Answer("DOCKER_HOST is " + address + ", and only unix sockets are tried unasked", "");
        }
        if (fromContainer) {
            return new Answer(
                    "this is a container itself, and Testcontainers would pull an image to learn where containers are "
                            + "reached; set TESTCONTAINERS_HOST_OVERRIDE",
                    "");
        }
        Path socket = Path.of(address.substring(UNIX.length()));
        if (!Files.exists(socket)) {
            return new Answer("there is no " + socket, "");
        }
        try {
            return CompletableFuture.supplyAsync(
                            () -> inspect(socket, image), task -> daemon(task).start())
                    .orTimeout(WAIT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            return new Answer("no Docker engine answers at " + socket + " (" + e.getCause() + ")", "");
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "docker-engine");
        thread.setDaemon(true);
        return thread;
    }

    private static Answer inspect(Path socket, String image) {
        String answer = get(socket, "/images/" + image + "/json");
        Matcher api = API.matcher(answer);
        String version = api.find() ? api.group(1) : "";
        if (answer.matches("(?s)HTTP/1\\.[01] 200 .*")) {
            return new Answer("", version);
        }
        return new Answer(
                answer.matches("(?s)HTTP/1\\.[01] 404 .*")
                        ? "the Docker engine has no image " + image + "; docker pull " + image
                        : "the Docker engine answers: "
                                + answer.lines().findFirst().orElse("nothing"),
                version);
    }

    private static String get(Path socket, String path) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap(
                    ("GET " + path + " HTTP/1.0\r\nHost: docker\r\n\r\n").getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer start = ByteBuffer.allocate(4096);
            while (start.hasRemaining() && channel.read(start) >= 0) {
                // The head of the answer is in the first bytes.
            }
            return new String(start.array(), 0, start.position(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
