package dev.understudy.sandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SandboxCommandTest {

    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        CommandLine command = SandboxCommand.commandLine();
        command.setErr(new PrintWriter(err));
        return command.execute(arguments);
    }

    @Test
    void shouldNameThePortWhenItIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            int code = execute("--no-broker", "--registry-port=" + port, "--admin-port=0", "--provider-port=0");

            assertThat(code).isEqualTo(1);
            assertThat(err.toString().lines())
                    .singleElement()
                    .asString()
                    .contains("port " + port + " (registry)")
                    .contains("choose another port");
        }
    }

    @Test
    void shouldExplainTheLatencyWhenItCannotBeRead() {
        assertThat(execute("--latency=fast")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("'fast'").contains("300ms");
    }

    @Test
    void shouldRunUntilItIsTerminated(@TempDir Path directory) throws IOException, InterruptedException {
        Path output = directory.resolve("out");
        // Of its own: newer JVMs print warnings about what Kafka's libraries do.
        Path errors = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        SandboxCommand.class.getName(),
                        "--broker-port=0",
                        "--registry-port=0",
                        "--admin-port=0",
                        "--provider-port=0"))
                .redirectError(errors.toFile())
                .redirectOutput(output.toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process sandbox = builder.start();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Files.readString(output).contains("ready") || !sandbox.isAlive());

        sandbox.destroy();

        assertThat(sandbox.waitFor()).as(Files.readString(errors)).isZero();
        assertThat(Files.readString(output))
                .startsWith("broker     localhost:")
                .contains("curl -X PUT http://localhost:")
                .endsWith("ready\n");
    }
}
