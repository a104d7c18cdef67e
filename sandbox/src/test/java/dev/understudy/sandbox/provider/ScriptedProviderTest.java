package dev.understudy.sandbox.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.sandbox.dialect.OpenAiDialect;
import dev.understudy.sandbox.http.PortTakenException;
import dev.understudy.sandbox.provider.RawCall.Ending;
import dev.understudy.sandbox.script.Behaviour;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.sandbox.script.Latency;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScriptedProviderTest {

    private ScriptedProvider provider;

    @BeforeEach
    void start() {
        provider = ScriptedProvider.start(ProviderOptions.of(new OpenAiDialect()));
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    private RawCall call(String text) throws IOException {
        return RawCall.post(
                provider.port(),
                "/v1/chat/completions",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}");
    }

    private List<Integer> statuses(int calls) throws IOException {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            statuses.add(call("alert").status());
        }
        return statuses;
    }

    @Test
    void shouldAnswerTheSameWhenThePromptIsTheSame() throws IOException {
        String first = call("alertname: A severity: low").text();
        String second = call("alertname: A severity: low").text();

        assertThat(first.replaceAll("\"(id|created)\":[^,]*,", ""))
                .isEqualTo(second.replaceAll("\"(id|created)\":[^,]*,", ""));
    }

    @Test
    void shouldFollowTheScriptWhenBehavioursAreUsedUp() throws IOException {
        provider.behave(
                Behaviour.failing(Fault.SERVER_ERROR).forNext(2),
                Behaviour.failing(Fault.UNAVAILABLE).forNext(1),
                Behaviour.healthy());

        assertThat(statuses(5)).containsExactly(500, 500, 503, 200, 200);
    }

    @Test
    void shouldHitEveryOtherCallWhenTheShareIsAHalf() throws IOException {
        provider.behave(Behaviour.failing(Fault.SERVER_ERROR).onShare(0.5));

        assertThat(statuses(6)).containsExactly(200, 500, 200, 500, 200, 500);
    }

    @Test
    void shouldFailOnlyMatchingCallsWhenThereIsAPattern() throws IOException {
        provider.behave(
                Behaviour.failing(Fault.BAD_REQUEST).matching("poison-\\d"),
                Behaviour.failing(Fault.FORBIDDEN).matching("Bearer sk-other"));

        assertThat(call("poison-1").status()).isEqualTo(400);
        assertThat(call("harmless").status()).isEqualTo(200);
    }

    @Test
    void shouldListenAgainWhenHealedAfterRefusing() throws IOException {
        provider.fail(Fault.CONNECTION_REFUSED);
        assertThat(provider.isListening()).isFalse();
        assertThat(call("a").ending()).isEqualTo(Ending.REFUSED);

        provider.heal();

        assertThat(call("a").status()).isEqualTo(200);
    }

    @Test
    void shouldRememberWhoAskedWhatAndWhatCameOfIt() throws IOException {
        provider.behave(Behaviour.failing(Fault.RATE_LIMITED).forNext(1), Behaviour.healthy());
        call("id=one");
        call("id=two");
        call("id=one");

        assertThat(provider.calls()).isEqualTo(3);
        assertThat(provider.requests().countBy("id=(\\w+)"))
                .containsEntry("one", 2)
                .containsEntry("two", 1);
        assertThat(provider.requests().matching("id=one"))
                .extracting(ReceivedRequest::reaction)
                .containsExactly("RATE_LIMITED", "OK");
        assertThat(provider.requests().since(2)).singleElement().satisfies(request -> {
            assertThat(request.headers()).containsEntry("authorization", "Bearer sk-test");
            assertThat(request.path()).isEqualTo("/v1/chat/completions");
        });
    }

    @Test
    void shouldKeepNoBodiesWhenToldSo() throws IOException {
        provider.recordBodies(false);

        call("secret");

        assertThat(provider.requests().all()).singleElement().satisfies(request -> {
            assertThat(request.body()).isEmpty();
            assertThat(request.headers()).isEmpty();
        });
    }

    @Test
    void shouldForgetTheOldestWhenTheLogIsFull() throws IOException {
        try (ScriptedProvider small =
                ScriptedProvider.start(ProviderOptions.of(new OpenAiDialect()).withLogCapacity(2))) {
            for (int i = 0; i < 3; i++) {
                RawCall.post(small.port(), "/v1/chat/completions", "{}");
            }

            assertThat(small.requests().all())
                    .extracting(ReceivedRequest::number)
                    .containsExactly(2L, 3L);
            assertThat(small.calls()).isEqualTo(3);
        }
    }

    @Test
    void shouldCountTheClientWhenItLeavesBeforeTheAnswer() throws IOException {
        provider.behave(Behaviour.taking(Latency.fixed(Duration.ofSeconds(30))));

        RawCall.post(provider.port(), "/v1/chat/completions", "{}", 100);

        await().untilAsserted(
                        () -> assertThat(provider.stats().brokenByClient()).isEqualTo(1));
        assertThat(provider.stats().inFlight()).isZero();
        assertThat(provider.requests().all().get(0).reaction()).isEqualTo(ReceivedRequest.BROKEN_BY_CLIENT);
    }

    @Test
    void shouldHoldManyCallsAtOnceWhenTheyTakeTime() throws IOException {
        provider.behave(Behaviour.taking(Latency.fixed(Duration.ofSeconds(30))));
        List<Socket> sockets = new ArrayList<>();
        try {
            byte[] request = "POST /v1/chat/completions HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}"
                    .getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 500; i++) {
                Socket socket = new Socket("localhost", provider.port());
                sockets.add(socket);
                socket.getOutputStream().write(request);
            }

            await().untilAsserted(
                            () -> assertThat(provider.stats().maxInFlight()).isEqualTo(500));
            assertThat(provider.stats().connections()).isEqualTo(500);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void shouldRefuseCallsWhenTheyComeTooFast() {
        try (ScriptedProvider limited =
                ScriptedProvider.start(ProviderOptions.of(new OpenAiDialect()).limitedTo(1))) {
            assertThat(IntStream.range(0, 5).map(i -> status(limited)).boxed()).contains(200, 429);
        }
    }

    private static int status(ScriptedProvider target) {
        try {
            return RawCall.post(target.port(), "/v1/chat/completions", "{}").status();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldSayWhichPortIsTakenWhenItCannotListen() {
        assertThatThrownBy(() -> ScriptedProvider.start(
                        ProviderOptions.of(new OpenAiDialect()).onPort(provider.port())))
                .isInstanceOf(PortTakenException.class)
                .hasMessageContaining(Integer.toString(provider.port()));
    }
}
