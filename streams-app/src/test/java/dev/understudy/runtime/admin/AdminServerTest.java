package dev.understudy.runtime.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.config.AdminConfig;
import dev.understudy.config.ConfigException;
import dev.understudy.config.Secret;
import dev.understudy.provider.drill.DrillFault;
import dev.understudy.provider.drill.Drills;
import dev.understudy.runtime.kafka.StartupException;
import dev.understudy.testing.ManualClock;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over plain sockets, so that no client keeps a header from being sent. */
class AdminServerTest {
    private static final String BEARER = "Authorization: Bearer hunter2\r\n";
    private static final String DRILL = "{\"provider\":\"lead\",\"fault\":\"overloaded\",\"for\":\"60s\"}";

    private record Answer(int status, String head, String body) {
        String error() {
            try {
                return new ObjectMapper().readTree(body).path("error").asText();
            } catch (IOException e) {
                throw new AssertionError(body, e);
            }
        }
    }

    private final ManualClock clock = new ManualClock();
    private final AtomicReference<String> token = new AtomicReference<>("hunter2");
    private final Drills drills = new Drills(new LinkedHashSet<>(List.of("lead", "stand-in")), clock, ended -> {});
    private final AdminServer server =
            AdminServer.start(new AdminConfig(true, 0, Secret.from(token::get)), drills, clock);

    @AfterEach
    void close() {
        server.close();
        drills.close();
    }

    private Answer send(String method, String path, String headers, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = method + " " + path + " HTTP/1.1\r\n" + headers + "Connection: close\r\nContent-Length: "
                + content.length + "\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(content);
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            int end = answer.indexOf("\r\n\r\n");
            return new Answer(
                    Integer.parseInt(answer.split(" ", 3)[1]), answer.substring(0, end), answer.substring(end + 4));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String host() {
        return "Host: 127.0.0.1:" + server.port() + "\r\n";
    }

    private Answer send(String method, String path, String body) {
        return send(method, path, host() + BEARER, body);
    }

    @Test
    void shouldBeginListAndEndADrill() {
        Answer begun = send("POST", "/drills", DRILL);

        assertThat(begun.status()).isEqualTo(201);
        assertThat(begun.body())
                .isEqualTo(
                        "{\"provider\":\"lead\",\"fault\":\"overloaded\",\"outcome\":\"OVERLOADED\","
                                + "\"since\":\"2026-03-14T01:52:00Z\",\"until\":\"2026-03-14T01:53:00Z\",\"leftMillis\":60000}\n");
        assertThat(drills.current("lead").fault()).isEqualTo(DrillFault.OVERLOADED);
        assertThat(send("GET", "/drills", "").body()).startsWith("{\"drills\":[{\"provider\":\"lead\"");
        clock.advance(Duration.ofSeconds(10));
        Answer ended = send("DELETE", "/drills/lead", "");
        assertThat(ended.status()).isEqualTo(200);
        assertThat(ended.body()).contains("\"leftMillis\":50000");
        assertThat(send("GET", "/drills", "").body()).isEqualTo("{\"drills\":[]}\n");
        assertThat(drills.current("lead")).isNull();
    }

    @Test
    void shouldSayThatThereIsNothingToEnd() {
        Answer answer = send("DELETE", "/drills/stand-in", "");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo("provider: no drill is on for stand-in");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Authorization: Bearer hunter3\r\n",
                "Authorization: Bearer hunter22\r\n",
                "Authorization: Bearer \r\n",
                "Authorization: Bearer\r\n",
                "Authorization: hunter2\r\n",
                "Authorization: Basic hunter2\r\n",
                "Authorization: Bearer hunter3\r\nAuthorization: Bearer hunter2\r\n"
            })
    void shouldRefuseWhoeverDoesNotKnowTheToken(String authorization) {
        for (String method : List.of("GET", "POST", "DELETE", "PUT")) {
            Answer answer = send(method, "/drills", host() + authorization, DRILL);

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.head()).containsIgnoringCase("WWW-Authenticate: Bearer");
            assertThat(answer.error()).startsWith("token: is missing or wrong; send admin.token ");
            assertThat(answer.body()).doesNotContain("hunter");
        }
        assertThat(drills.all()).isEmpty();
    }

    @Test
    void shouldTakeATokenThatWasReplacedInItsFile() {
        token.set("hunter4");

        assertThat(send("GET", "/drills", "").status()).isEqualTo(401);
        assertThat(send("GET", "/drills", host() + "Authorization: bearer hunter4\r\n", "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldRefuseAllWhenTheTokenIsGone() {
        token.set("");

        assertThat(send("GET", "/drills", host() + "Authorization: Bearer \r\n", "")
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example\r\n",
                "Host: evil.example:9465\r\n",
                "Host: 127.0.0.1.evil.example\r\n",
                "Host: localhost.evil.example\r\n",
                "Host: evil@127.0.0.1\r\n",
                "Host: 10.0.0.1:9465\r\n",
                "Host: \r\n",
                "Host: localhost\r\nHost: evil.example\r\n",
                ""
            })
    void shouldRefuseAForeignHostEvenWithTheToken(String host) {
        Answer answer = send("POST", "/drills", host + BEARER, DRILL);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).startsWith("host: is not the loopback address");
        assertThat(drills.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:9465", "127.0.0.1", "[::1]:9465"})
    void shouldKnowItsOwnNames(String host) {
        assertThat(send("GET", "/drills", "Host: " + host + "\r\n" + BEARER, "").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://127.0.0.1:9465"})
    void shouldRefuseWebPagesEvenWithTheToken(String origin) {
        Answer answer = send("POST", "/drills", host() + "Origin: " + origin + "\r\n" + BEARER, DRILL);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).startsWith("origin: ");
        assertThat(drills.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /drills, 405, 'GET, POST'",
        "DELETE, /drills, 405, 'GET, POST'",
        "POST, /drills/lead, 405, DELETE",
        "GET, /drills/lead, 405, DELETE"
    })
    void shouldNameTheMethodsThatThereAre(String method, String path, int status, String allowed) {
        Answer answer = send(method, path, DRILL);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.head()).containsIgnoringCase("Allow: " + allowed);
        assertThat(answer.error()).startsWith("method: use ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/metrics", "/health/ready", "/drillss"})
    void shouldServeNothingElse(String path) {
        assertThat(send("GET", path, "").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'provider':'leed','fault':'overloaded','for':'60s'}|provider: none is named leed; did you mean lead?",
                "{'provider':'x-y-z','fault':'overloaded','for':'60s'}|provider: none is named x-y-z; there are lead, stand-in",
                "{'provider':'lead','fault':'overload','for':'60s'}|fault: none is named overload; did you mean overloaded?",
                "{'provider':'lead','fault':'x','for':'60s'}|fault: none is named x; there are account-deactivated, invalid-key, quota, rate-limited, overloaded, server-error, timeout, connection-refused, bad-answer",
                "{'provider':'lead','fault':'quota','for':'16m'}|for: must be at most 15m, but is 16m; a drill that is forgotten must not become an outage",
                "{'provider':'lead','fault':'quota','for':'0s'}|for: must be longer than zero, such as 60s, but is 0s",
                "{'provider':'lead','fault':'quota','for':'soon'}|for: must be a duration, such as 60s or 5m, but is soon",
                "{'provider':'lead','fault':'quota','for':'99999999999999999999s'}|for: must be a duration, such as 60s or 5m, but is 99999999999999999999s",
                "{'provider':'lead','fault':'quota'}|for: is missing; expected a duration, such as 60s",
                "{'provider':'lead','fault':7,'for':'1s'}|fault: is missing; expected one of account-deactivated, invalid-key, quota, rate-limited, overloaded, server-error, timeout, connection-refused, bad-answer",
                "{'fault':'quota','for':'60s'}|provider: is missing; expected the name of a provider",
                "{'provider':'lead','fault':'quota','for':'60s','force':true}|body: has the field force; known are provider, fault and for",
                "[]|body: is no JSON object; send {\"provider\": \"NAME\", \"fault\": \"overloaded\", \"for\": \"60s\"}",
                "{|body: is no JSON object; send {\"provider\": \"NAME\", \"fault\": \"overloaded\", \"for\": \"60s\"}"
            },
            quoteCharacter = '`')
    void shouldSayWhatIsWrongAndWhatToDo(String body, String error) {
        Answer answer = send("POST", "/drills", body.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(error);
        assertThat(drills.all()).isEmpty();
    }

    @Test
    void shouldRefuseAnEndlessBody() {
        assertThat(send("POST", "/drills", " ".repeat(20_000)).error()).startsWith("body: is too long");
        assertThat(send("DELETE", "/drills/leed", "").status()).isEqualTo(400);
    }

    @Test
    void shouldListenOnTheLoopbackAddressOnly() throws IOException {
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress address : network.inetAddresses()
                    .filter(found -> !found.isLoopbackAddress())
                    .toList()) {
                assertThatThrownBy(() -> new Socket(address, server.port()).close())
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void shouldSayInOneLineThatThePortIsTaken() {
        AdminConfig same = new AdminConfig(true, server.port(), Secret.of("hunter2"));

        assertThatThrownBy(() -> AdminServer.start(same, drills, clock))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("admin: cannot listen on 127.0.0.1:" + server.port())
                .hasMessageEndingWith("free the port, or set admin.port to another one");
        assertThatThrownBy(() -> AdminServer.start(AdminConfig.defaults(), drills, clock))
                .isInstanceOf(ConfigException.class);
    }
}
