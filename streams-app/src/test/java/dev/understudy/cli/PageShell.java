package dev.understudy.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.understudy.sandbox.http.Ports;
import dev.understudy.testing.CommandRun;
import dev.understudy.testing.ProviderKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Runs blocks of pages in a shell, in a folder that looks like a checkout. Its {@code ./understudy} starts {@code sandbox}
 * and {@code run} as processes, and has all other commands done by this JVM, which is faster. Fixed ports of the pages are
 * taken for those that the sandbox and the instance have here.
 */
final class PageShell implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Pattern ANNOUNCED =
            Pattern.compile("(?m)^(broker|registry|openai|admin) +(?:http://)?[^:/]+:(\\d+)");
    private static final Pattern FILE = Pattern.compile("[\\w./][\\w./-]*\\.(?:jsonl?|ya?ml|html)");
    private static final Map<String, String> SANDBOX_PORTS =
            Map.of("broker", "19092", "registry", "18081", "openai", "18091", "admin", "18090");

    private final Path folder;
    private final HttpServer commands;
    private final Map<String, String> ports = new LinkedHashMap<>();
    private final List<Process> staying = new ArrayList<>();

    PageShell(Path folder) throws IOException {
        this.folder = folder;
        this.commands = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        commands.createContext("/", this::execute);
        commands.start();
        Stream.of("9464", "9465", "9466").forEach(port -> ports.put(port, Integer.toString(Ports.free())));
        Files.writeString(folder.resolve(".curlrc"), "fail-with-body\nsilent\nshow-error\n");
        for (String name : List.of("docs", "schemas", "streams-app", "README.md")) {
            Files.createSymbolicLink(
                    folder.resolve(name), PageBlock.HOME.resolve(name).toRealPath());
        }
        Path launcher = Files.writeString(folder.resolve("understudy"), launcher());
        if (!launcher.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + launcher + " executable");
        }
        copyExamples();
    }

    private String launcher() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java")
                + " -Xmx512m -XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path") + "' ";
        return """
                #!/usr/bin/env bash
                case ${1:-} in
                  sandbox) shift; exec %1$s dev.understudy.sandbox.cli.SandboxCommand \\
                    --broker-port 0 --registry-port 0 --admin-port 0 --provider-port 0 \\
                    --data-dir '%3$s' "$@" ;;
                  run) exec %1$s dev.understudy.cli.Main "$@" ;;
                esac
                said=$(mktemp -d)
                code=$(printf '%%s\\n' "$said" "${UNDERSTUDY_CONFIG:-}" "$@" | curl --data-binary @- http://127.0.0.1:%2$d/)
                cat "$said/out"
                cat "$said/err" >&2
                exit "$code"
                """.formatted(java, commands.getAddress().getPort(), folder.resolve("broker"));
    }

    /** The examples, with the ports of here; {@code understudy.yaml}, the reader's own, is that of the sandbox. */
    private void copyExamples() throws IOException {
        Path examples = PageBlock.HOME.resolve("examples");
        Files.createDirectories(folder.resolve("examples"));
        try (Stream<Path> files = Files.list(examples)) {
            for (Path file : files.toList()) {
                Files.writeString(folder.resolve("examples").resolve(file.getFileName()), here(PageBlock.read(file)));
            }
        }
        String sandbox = PageBlock.read(folder.resolve("examples/sandbox.yaml"))
                        .replace("admin: {", "admin: {port: " + ports.get("9465") + ", ")
                        .replace("${TMPDIR:-/tmp}", folder.toString())
                + "\nhttp: {port: " + ports.get("9464") + "}\ninstance-id: page\n";
        Files.writeString(folder.resolve("examples/sandbox.yaml"), sandbox);
        Files.writeString(folder.resolve("understudy.yaml"), sandbox);
    }

    private String here(String text) {
        String moved = text;
        for (Map.Entry<String, String> port : ports.entrySet()) {
            moved = moved.replaceAll(
                    "(localhost:|127\\.0\\.0\\.1:|port: )" + port.getKey() + "\\b", "$1" + port.getValue());
        }
        return moved;
    }

    /** Runs a block to its end. Fails when any command of it does, or it takes too long. */
    void run(PageBlock block) throws IOException, InterruptedException {
        Path log = folder.resolve("block.log");
        Process process = start(block, log);
        boolean ended = process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
        end(process);
        String said = ProviderKeys.absent("what a block printed", Files.readString(log, UTF_8));
        if (!ended || process.exitValue() != 0) {
            throw new AssertionError("%s %s:%n%s%nprinted:%n%s"
                    .formatted(
                            block,
                            ended ? "ended with " + process.exitValue() : "did not end within " + LONGEST,
                            block.text(),
                            said));
        }
    }

    /** Starts a block that stays, and waits until what comes after it can use it. */
    void stay(PageBlock block) throws IOException {
        Path log = folder.resolve("stays-" + staying.size() + ".log");
        Process process = start(block, log);
        staying.add(process);
        boolean sandbox = block.text().contains("./understudy sandbox");
        Awaitility.await(block + " is ready")
                .atMost(READY)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError(
                                block + " ended with " + process.exitValue() + ": " + Files.readString(log));
                    }
                    return sandbox ? Files.readString(log).contains("\nready") : isReady();
                });
        if (sandbox) {
            Matcher announced = ANNOUNCED.matcher(Files.readString(log));
            while (announced.find()) {
                ports.put(SANDBOX_PORTS.get(announced.group(1)), announced.group(2));
            }
            copyExamples();
        }
    }

    private boolean isReady() throws InterruptedException {
        URI ready = URI.create("http://127.0.0.1:" + ports.get("9464") + "/health/ready");
        try {
            return HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(ready)
                                            .timeout(Duration.ofSeconds(2))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private Process start(PageBlock block, Path log) throws IOException {
        Path script = Files.writeString(folder.resolve("block.sh"), here(block.text()));
        ProcessBuilder shell = new ProcessBuilder("bash", "-euo", "pipefail", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(log.toFile());
        shell.environment().put("CURL_HOME", folder.toString());
        shell.environment().put("TMPDIR", folder.toString());
        shell.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        Process process = shell.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
        return process;
    }

    /** Does one command for the launcher: where to write, which configuration, then its arguments, a line each. */
    private void execute(HttpExchange exchange) throws IOException {
        try (exchange) {
            List<String> lines = new String(exchange.getRequestBody().readAllBytes(), UTF_8)
                    .lines()
                    .toList();
            String config = lines.get(1).isEmpty() ? "understudy.yaml" : lines.get(1);
            CommandRun run = CommandRun.here(
                    Map.of("UNDERSTUDY_CONFIG", absolute(config), "UNDERSTUDY_HOME", folder.toString()),
                    lines.stream().skip(2).map(this::absolute).toArray(String[]::new));
            Files.writeString(Path.of(lines.get(0), "out"), run.out());
            Files.writeString(Path.of(lines.get(0), "err"), run.err());
            byte[] code = Integer.toString(run.exitCode()).getBytes(UTF_8);
            exchange.sendResponseHeaders(200, code.length);
            exchange.getResponseBody().write(code);
        }
    }

    /** A file of the folder, or one that is to be written there, by its whole name: this JVM stands elsewhere. */
    private String absolute(String argument) {
        return FILE.matcher(argument).matches() ? folder.resolve(argument).toString() : argument;
    }

    /** Kills it with all that it has started, and waits until they are gone. */
    private static void end(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    }

    @Override
    public void close() {
        staying.forEach(PageShell::end);
        commands.stop(0);
        try {
            for (int i = 0; i < staying.size(); i++) {
                ProviderKeys.absent("a log", Files.readString(folder.resolve("stays-" + i + ".log")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
