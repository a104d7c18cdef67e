package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.AdminConfig;
import dev.understudy.config.Secret;
import dev.understudy.provider.drill.DrillFault;
import dev.understudy.provider.drill.Drills;
import dev.understudy.runtime.admin.AdminServer;
import dev.understudy.testing.CommandRun;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrillCommandTest {
    private static final String NEWLINE = System.lineSeparator();

    @TempDir
    Path folder;

    private final Drills drills = new Drills(Set.of("lead"), Clock.systemUTC(), ended -> {});
    private final AdminServer server =
            AdminServer.start(new AdminConfig(true, 0, Secret.of("hunter2")), drills, Clock.systemUTC());

    @AfterEach
    void close() {
        server.close();
        drills.close();
    }

    private CommandRun drillWith(String admin, String... arguments) {
        String config = """
                kafka: {bootstrap.servers: localhost:1}
                schema-registry: {url: http://localhost:1}
                providers: {lead: {dialect: openai, base-url: http://localhost:1, model: m}}
                """ + admin;
        String[] all = new String[3 + arguments.length];
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        all[0] = "drill";
        all[1] = "--config";
        try {
            all[2] =
                    Files.writeString(folder.resolve("understudy.yaml"), config).toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return CommandRun.here(Map.of(), all);
    }

    private CommandRun drill(String... arguments) {
        return drillWith("admin: {enabled: true, port: " + server.port() + ", token: hunter2}", arguments);
    }

    @Test
    void shouldSayWhatHappensAndWhatToLookAt() {
        CommandRun run = drill("--provider", "lead", "--fault", "ACCOUNT_DEACTIVATED", "--for", "5m");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .matches("(?s)lead looks broken for 5m, until \\S+Z: account-deactivated\\R"
                        + "Calls end as ACCOUNT_DEACTIVATED, with a message that begins with \"drill:\"\\..*"
                        + "understudy tail --config .*http://127.0.0.1:9464/health/ready .*"
                        + "It ends by itself\\. Before that: understudy drill --stop --provider lead --config .*");
        assertThat(drills.current("lead").fault()).isEqualTo(DrillFault.ACCOUNT_DEACTIVATED);
        assertThat(run.out() + run.err()).doesNotContain("hunter2");
    }

    @Test
    void shouldListAndStop() {
        assertThat(drill("--list").out()).isEqualTo("no drill is on" + NEWLINE);
        drills.start("lead", DrillFault.QUOTA, Duration.ofMinutes(1));

        assertThat(drill("--list").out()).matches("lead  quota  since \\S+Z, until \\S+Z\\R");
        assertThat(drill("--stop").out())
                .isEqualTo("lead: the drill is over (quota); its next call reaches it" + NEWLINE);
        assertThat(drills.all()).isEmpty();
        CommandRun again = drill("--stop", "--provider", "lead");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).isEqualTo("understudy: provider: no drill is on for lead" + NEWLINE);
    }

    @Test
    void shouldEndWith2WhenTheInstanceKnowsNoSuchThing() {
        CommandRun provider = drill("--provider", "leed", "--fault", "quota");
        assertThat(provider.exitCode()).isEqualTo(2);
        assertThat(provider.err()).isEqualTo("understudy: provider: none is named leed; did you mean lead?" + NEWLINE);

        CommandRun tooLong = drill("--provider", "lead", "--fault", "quota", "--for", "1h");
        assertThat(tooLong.exitCode()).isEqualTo(2);
        assertThat(tooLong.err()).startsWith("understudy: for: must be at most 15m, but is 1h");

        CommandRun strange = drill("--stop", "--provider", "a b/../c");
        assertThat(strange.exitCode()).isEqualTo(2);
        assertThat(strange.err()).startsWith("understudy: provider: none is named a b/../c");
    }

    @Test
    void shouldEndWith2ForOptionsThatDoNotGoTogether() {
        assertThat(drill().err()).contains("--provider and --fault, or --list, or --stop");
        assertThat(drill("--provider", "lead").exitCode()).isEqualTo(2);
        assertThat(drill("--list", "--stop").exitCode()).isEqualTo(2);
        assertThat(drill("--stop", "--fault", "quota").exitCode()).isEqualTo(2);
        assertThat(drill("--provider", "lead", "--fault", "quota", "--for", "soon")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void shouldSayThatTheAdminPortIsOff() {
        CommandRun run = drillWith("admin: {}", "--list");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("understudy: admin.enabled: is false, so no instance takes commands; set it to true and "
                        + "admin.token to a secret, and start the instance anew" + NEWLINE);
    }

    @Test
    void shouldSayThatTheTokenIsAnother() {
        CommandRun run = drillWith("admin: {enabled: true, port: " + server.port() + ", token: hunter3}", "--list");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("understudy: admin.token: is not the one of the instance at http://127.0.0.1:"
                        + server.port() + "; name the configuration that it runs with" + NEWLINE);
    }

    @Test
    void shouldSayThatNobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        CommandRun run = drillWith("admin: {enabled: true, port: " + port + ", token: hunter2}", "--list");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("understudy: admin: no instance answers at http://127.0.0.1:" + port
                        + "; is one running on this machine, with this configuration?" + NEWLINE);
    }
}
