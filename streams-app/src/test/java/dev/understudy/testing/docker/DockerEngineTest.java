package dev.understudy.testing.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerEngineTest {
    private static final String IMAGE = "apache/kafka:4.3.1";

    @TempDir
    Path folder;

    @Test
    void shouldFindAnImageThatIsThere() throws IOException {
        DockerEngine.Answer answer = ask("HTTP/1.0 200 OK\r\nApi-Version: 1.41\r\n\r\n{\"Id\":\"sha256:1\"}");

        assertThat(answer.hasImage()).isTrue();
        assertThat(answer.apiVersion()).isEqualTo("1.41");
    }

    @Test
    void shouldSayHowToGetAnImageThatIsMissing() throws IOException {
        DockerEngine.Answer answer = ask("HTTP/1.0 404 Not Found\r\nApi-Version: 1.52\r\n\r\n{}");

        assertThat(answer.refusal())
                .isEqualTo("the Docker engine has no image apache/kafka:4.3.1; docker pull apache/kafka:4.3.1");
    }

    @Test
    void shouldNotWaitForAnEngineThatHangs() throws IOException {
        try (ServerSocketChannel silent = listen()) {
            assertThat(silent.isOpen()).isTrue();
            assertThat(engine().ask(IMAGE).refusal())
                    .startsWith("no Docker engine answers at " + socket())
                    .contains("TimeoutException");
        }
    }

    @Test
    void shouldSayThatThereIsNoEngine() {
        assertThat(engine().ask(IMAGE).refusal()).isEqualTo("there is no " + socket());
        assertThat(DockerEngine.of("tcp://127.0.0.1:2376", false).ask(IMAGE).refusal())
                .isEqualTo("DOCKER_HOST is tcp://127.0.0.1:2376, and only unix sockets are tried unasked");
    }

    @Test
    void shouldNotAskForWhatWouldBePulledToFindTheWayOutOfAContainer() {
        assertThat(DockerEngine.of("unix://" + socket(), true).ask(IMAGE).refusal())
                .startsWith("this is a container itself")
                .endsWith("set TESTCONTAINERS_HOST_OVERRIDE");
    }

    private DockerEngine.Answer ask(String answer) throws IOException {
        try (ServerSocketChannel server = listen()) {
            Thread thread = new Thread(() -> serve(server, answer));
            thread.setDaemon(true);
            thread.start();
            return engine().ask(IMAGE);
        }
    }

    /** Gives the answer to the one question that is asked, and none to another. */
    private static void serve(ServerSocketChannel server, String answer) {
        try (SocketChannel client = server.accept()) {
            ByteBuffer request = ByteBuffer.allocate(1024);
            client.read(request);
            if (new String(request.array(), StandardCharsets.US_ASCII)
                    .startsWith("GET /images/apache/kafka:4.3.1/json HTTP/1.0\r\n")) {
                client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServerSocketChannel listen() throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket()));
    }

    private DockerEngine engine() {
        return DockerEngine.of("unix://" + socket(), false);
    }

    private Path socket() {
        return folder.resolve("docker.sock");
    }
}
