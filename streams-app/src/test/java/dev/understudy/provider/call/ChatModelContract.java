package dev.understudy.provider.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.config.ProviderConfig;
import dev.understudy.config.Secret;
import dev.understudy.config.StructuredOutput;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.FinishReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.enrichment.Caveat;
import dev.understudy.prompt.PromptRenderer;
import dev.understudy.prompt.SampleAlerts;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.ChatRequest;
import dev.understudy.provider.SafeText;
import dev.understudy.provider.SampleProviders;
import dev.understudy.provider.dialect.Dialect;
import dev.understudy.provider.http.HttpTransport;
import dev.understudy.redaction.Redactor;
import dev.understudy.sandbox.dialect.ScriptedDialect;
import dev.understudy.sandbox.provider.ProviderOptions;
import dev.understudy.sandbox.provider.ReceivedRequest;
import dev.understudy.sandbox.provider.ScriptedProvider;
import dev.understudy.sandbox.script.Behaviour;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.sandbox.script.Latency;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every dialect keeps over real HTTP: each fault of the matrix arrives under its own name, and nothing throws. */
public abstract class ChatModelContract {
    private static final Duration CALL = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofMillis(300);

    /** What each fault must be called; a dialect whose vendor differs overrides {@link #expected}. */
    private static final Map<Fault, FailureReason> FAILURES = failures();

    private ScriptedProvider server;
    private HttpTransport transport;

    protected abstract Dialect dialect();

    protected abstract ScriptedDialect scripted();

    protected abstract SampleProviders provider();

    protected FailureReason expected(Fault fault) {
        return FAILURES.get(fault);
    }

    static Stream<Fault> faults() {
        return FAILURES.keySet().stream();
    }

    private static Map<Fault, FailureReason> failures() {
        Map<Fault, FailureReason> failures = new EnumMap<>(Fault.class);
        failures.put(Fault.BAD_REQUEST, FailureReason.BAD_REQUEST);
        failures.put(Fault.UNSUPPORTED_FORMAT, FailureReason.BAD_REQUEST);
        failures.put(Fault.CONTEXT_TOO_LONG, FailureReason.CONTEXT_TOO_LONG);
        failures.put(Fault.CONTENT_POLICY, FailureReason.CONTENT_FILTERED);
        failures.put(Fault.INVALID_API_KEY, FailureReason.AUTHENTICATION_FAILED);
        failures.put(Fault.ACCOUNT_DEACTIVATED, FailureReason.ACCOUNT_DEACTIVATED);
        failures.put(Fault.PAYMENT_REQUIRED, FailureReason.QUOTA_EXHAUSTED);
        failures.put(Fault.FORBIDDEN, FailureReason.PERMISSION_DENIED);
        failures.put(Fault.NOT_FOUND, FailureReason.NOT_FOUND);
        failures.put(Fault.REQUEST_TIMEOUT, FailureReason.SERVER_ERROR);
        failures.put(Fault.PAYLOAD_TOO_LARGE, FailureReason.CONTEXT_TOO_LONG);
        failures.put(Fault.UNPROCESSABLE, FailureReason.BAD_REQUEST);
        failures.put(Fault.RATE_LIMITED, FailureReason.RATE_LIMITED);
        failures.put(Fault.RATE_LIMITED_NO_HINT, FailureReason.RATE_LIMITED);
        failures.put(Fault.RATE_LIMITED_DATE, FailureReason.RATE_LIMITED);
        failures.put(Fault.RATE_LIMITED_MILLIS, FailureReason.RATE_LIMITED);
        failures.put(Fault.QUOTA_EXHAUSTED, FailureReason.QUOTA_EXHAUSTED);
        failures.put(Fault.SERVER_ERROR, FailureReason.SERVER_ERROR);
        failures.put(Fault.BAD_GATEWAY, FailureReason.SERVER_ERROR);
        failures.put(Fault.UNAVAILABLE, FailureReason.SERVER_ERROR);
        failures.put(Fault.GATEWAY_TIMEOUT, FailureReason.SERVER_ERROR);
        failures.put(Fault.OVERLOADED, FailureReason.OVERLOADED);
        failures.put(Fault.OVERLOADED_529, FailureReason.OVERLOADED);
        failures.put(Fault.CONNECTION_REFUSED, FailureReason.CONNECT_FAILED);
        failures.put(Fault.RESET_BEFORE_HEADERS, FailureReason.CONNECTION_RESET);
        failures.put(Fault.CLOSE_BEFORE_HEADERS, FailureReason.CONNECTION_RESET);
        failures.put(Fault.NO_ANSWER, FailureReason.HEADERS_TIMEOUT);
        failures.put(Fault.HANGING_BODY, FailureReason.BODY_TIMEOUT);
        failures.put(Fault.SLOW_DRIP, FailureReason.CALL_TIMEOUT);
        failures.put(Fault.TRUNCATED_BODY, FailureReason.TRUNCATED_BODY);
        failures.put(Fault.RESET_IN_BODY, FailureReason.CONNECTION_RESET);
        failures.put(Fault.EMPTY_BODY, FailureReason.EMPTY_ANSWER);
        failures.put(Fault.HTML_PAGE, FailureReason.NOT_JSON);
        failures.put(Fault.WRONG_SHAPE, FailureReason.WRONG_SHAPE);
        failures.put(Fault.INVALID_UTF8, FailureReason.NOT_JSON);
        failures.put(Fault.NULL_CONTENT, FailureReason.EMPTY_ANSWER);
        failures.put(Fault.EMPTY_CONTENT, FailureReason.EMPTY_ANSWER);
        failures.put(Fault.FILTERED_ANSWER, FailureReason.CONTENT_FILTERED);
        failures.put(Fault.CUT_ANSWER, FailureReason.TRUNCATED_ANSWER);
        failures.put(Fault.REFUSAL, FailureReason.REFUSED);
        failures.put(Fault.PROSE, FailureReason.NOT_JSON);
        failures.put(Fault.UNKNOWN_ENUM, FailureReason.SCHEMA_VIOLATION);
        failures.put(Fault.OVERLONG_TEXT, FailureReason.SCHEMA_VIOLATION);
        failures.put(Fault.MISSING_FIELD, FailureReason.SCHEMA_VIOLATION);
        failures.put(Fault.EXTRA_FIELD, FailureReason.SCHEMA_VIOLATION);
        failures.put(Fault.DUPLICATE_KEYS, FailureReason.SCHEMA_VIOLATION);
        failures.put(Fault.HUGE_BODY, FailureReason.BODY_TOO_LARGE);
        return failures;
    }

    @BeforeEach
    void start() {
        server = ScriptedProvider.start(ProviderOptions.of(scripted()));
        transport = new HttpTransport(16, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        transport.close();
        server.close();
    }

    private ChatModel model(ProviderConfig config) {
        return new HttpChatModel(
                transport.endpoint("tested", config),
                dialect(),
                new OutputModes("tested", config),
                ApiKey.named("default", config),
                Redactor.standard());
    }

    private CompletableFuture<Outcome> call() {
        ProviderConfig config = provider().at(server.baseUrl()).build();
        return model(config).call(request(config, CALL));
    }

    /** A call whose one limit that the fault exceeds is short, and no other. */
    private CompletableFuture<Outcome> callWith(Fault fault) {
        server.fail(fault);
        SampleProviders limited = provider()
                .at(server.baseUrl())
                .timeouts(CALL, fault == Fault.NO_ANSWER ? SOON : CALL, fault == Fault.HANGING_BODY ? SOON : CALL);
        ProviderConfig config = limited.build();
        return model(config).call(request(config, fault == Fault.SLOW_DRIP ? SOON.multipliedBy(5) : CALL));
    }

    private static ChatRequest request(ProviderConfig config, Duration timeout) {
        byte[] secret = "installation".getBytes(StandardCharsets.UTF_8);
        return new ChatRequest(
                "request-1", new PromptRenderer(secret).render(SampleAlerts.crashLoop(), "request-1", config), timeout);
    }

    private static Outcome.Failed failed(CompletableFuture<Outcome> call) {
        Outcome outcome = call.orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return (Outcome.Failed) outcome;
    }

    private static Outcome.Completed completed(CompletableFuture<Outcome> call) {
        Outcome outcome = call.orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        return (Outcome.Completed) outcome;
    }

    @Test
    void shouldCompleteWithTheAnswerOfAHealthyProvider() {
        Outcome.Completed completed = completed(call());

        assertThat(completed.answer().caveats()).isEmpty();
        assertThat(completed.answer().enrichment().title()).contains("KubePodCrashLooping");
        assertThat(completed.answer().enrichment().assessment().severity()).isNotEqualTo(Severity.UNKNOWN);
        assertThat(completed.response().model()).isEqualTo("gpt-5-mini");
        assertThat(completed.response().id()).isNotBlank();
        assertThat(completed.response().finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(completed.response().usage()).isNotNull();
        assertThat(completed.response().usage().input()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void shouldNameTheFault(Fault fault) {
        Outcome.Failed failed = failed(callWith(fault));

        assertThat(failed.reason()).isEqualTo(expected(fault));
        assertThat(failed.detail().message()).isNotBlank().hasSizeLessThanOrEqualTo(SafeText.MAX_LENGTH);
        if (fault.kind() == Fault.Kind.ERROR) {
            assertThat(failed.detail().httpStatus()).isNotNull();
            assertThat(failed.detail().answerBegan()).isTrue();
        }
        assertThat(failed.toString()).doesNotContain(SampleProviders.KEY);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"FENCED_JSON", "JSON_IN_PROSE", "NESTED_JSON", "GZIPPED", "WRONG_CHARSET"})
    void shouldAcceptWhatIsOnlyWrappedOddly(Fault fault) {
        server.fail(fault);

        Outcome.Completed completed = completed(call());

        boolean repaired = fault == Fault.FENCED_JSON || fault == Fault.JSON_IN_PROSE;
        assertThat(completed.answer().caveats().contains(Caveat.OUTPUT_REPAIRED))
                .isEqualTo(repaired);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CONNECTION_REFUSED", "RESET_BEFORE_HEADERS", "CLOSE_BEFORE_HEADERS", "NO_ANSWER"})
    void shouldSayThatNoByteOfTheAnswerCame(Fault fault) {
        assertThat(failed(callWith(fault)).detail().answerBegan()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"HANGING_BODY", "SLOW_DRIP", "TRUNCATED_BODY", "RESET_IN_BODY", "HUGE_BODY", "HTML_PAGE"})
    void shouldSayThatTheAnswerHadBegun(Fault fault) {
        Outcome.Detail detail = failed(callWith(fault)).detail();

        assertThat(detail.answerBegan()).isTrue();
        assertThat(detail.httpStatus()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"RATE_LIMITED", "RATE_LIMITED_MILLIS", "RATE_LIMITED_DATE"})
    void shouldReadHowLongToWait(Fault fault) {
        server.behave(Behaviour.failing(fault).withPause(Duration.ofSeconds(30)));

        assertThat(failed(call()).detail().retryAfter()).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(31));
    }

    @Test
    void shouldAskInASimplerWayFromThenOnWhenTheProviderDoesNotKnowOurs() {
        ProviderConfig config = provider().at(server.baseUrl()).build();
        ChatModel model = model(config);
        server.behave(Behaviour.failing(Fault.UNSUPPORTED_FORMAT).forNext(1));

        completed(model.call(request(config, CALL)));
        completed(model.call(request(config, CALL)));

        String schema = "The format, as a JSON schema";
        assertThat(server.requests().all())
                .extracting(request -> request.body().contains(schema))
                .containsExactly(false, true, true);
    }

    @Test
    void shouldAskOnlyOnceMoreWhenTheProviderKnowsNoWayAtAll() {
        server.fail(Fault.UNSUPPORTED_FORMAT);

        assertThat(failed(call()).reason()).isEqualTo(FailureReason.BAD_REQUEST);
        assertThat(server.calls()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(StructuredOutput.class)
    void shouldCompleteInEveryModeOfStructuredOutput(StructuredOutput mode) {
        ProviderConfig config = provider().at(server.baseUrl()).structured(mode).build();

        assertThat(completed(model(config).call(request(config, CALL))).answer().caveats())
                .isEmpty();
    }

    @Test
    void shouldKeepTheTokensOfAnAnswerThatWasNotAccepted() {
        server.fail(Fault.UNKNOWN_ENUM);

        assertThat(failed(call()).detail().response().usage()).isNotNull();
    }

    @Test
    void shouldCloseTheConnectionWhenCancelled() {
        server.fail(Fault.NO_ANSWER);
        CompletableFuture<Outcome> call = call();
        await().until(() -> server.calls() == 1);

        call.cancel(true);

        awaitBrokenByClient();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"NO_ANSWER", "HANGING_BODY", "SLOW_DRIP", "HUGE_BODY"})
    void shouldCloseTheConnectionOfACallThatEndedEarly(Fault fault) {
        failed(callWith(fault));

        awaitBrokenByClient();
    }

    @RepeatedTest(8)
    void shouldCloseASilentConnectionHoweverItsThreadsRaced() {
        failed(callWith(Fault.HANGING_BODY));

        awaitBrokenByClient();
    }

    private void awaitBrokenByClient() {
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(server.requests().all())
                        .extracting(ReceivedRequest::reaction)
                        .containsExactly(ReceivedRequest.BROKEN_BY_CLIENT));
    }

    @Test
    void shouldTimeTheWholeCallOut() {
        server.behave(Behaviour.taking(Latency.fixed(Duration.ofSeconds(20))));
        ProviderConfig config = provider().at(server.baseUrl()).build();

        Outcome.Failed failed = failed(model(config).call(request(config, Duration.ofMillis(200))));

        assertThat(failed.reason()).isEqualTo(FailureReason.CALL_TIMEOUT);
    }

    @Test
    void shouldSayThatANameIsUnknown() {
        ProviderConfig config = provider().at("http://nowhere.invalid/v1").build();

        Outcome.Failed failed = failed(model(config).call(request(config, CALL)));

        assertThat(failed.reason()).isEqualTo(FailureReason.CONNECT_FAILED);
    }

    @Test
    void shouldSayThatTlsFailed() {
        ProviderConfig config =
                provider().at(server.baseUrl().replace("http://", "https://")).build();

        Outcome.Failed failed = failed(model(config).call(request(config, CALL)));

        assertThat(failed.reason()).isEqualTo(FailureReason.CONNECT_FAILED);
        assertThat(failed.detail().answerBegan()).isFalse();
    }

    @Test
    void shouldReadTheKeyAgainOnlyAfterItWasTurnedDown() {
        AtomicReference<String> stored = new AtomicReference<>("sk-first");
        ProviderConfig config =
                provider().at(server.baseUrl()).key(Secret.from(stored::get)).build();
        ChatModel model = model(config);
        completed(model.call(request(config, CALL)));
        stored.set("sk-second");
        server.behave(Behaviour.failing(Fault.INVALID_API_KEY).forNext(1));

        failed(model.call(request(config, CALL)));
        completed(model.call(request(config, CALL)));

        assertThat(server.requests().all())
                .extracting(request -> request.headers().toString().contains("sk-second"))
                .containsExactly(false, false, true);
    }

    @Test
    void shouldFailWithoutThrowingWhenASecretCannotBeRead() {
        ProviderConfig config = provider()
                .at(server.baseUrl())
                .key(Secret.from(() -> {
                    throw new dev.understudy.config.ConfigException("providers.tested.api-key", "cannot be read");
                }))
                .build();

        Outcome.Failed failed = failed(model(config).call(request(config, CALL)));

        assertThat(failed.reason()).isEqualTo(FailureReason.AUTHENTICATION_FAILED);
        assertThat(server.calls()).isZero();
    }

    @Test
    void shouldUseConnectionsAgainAfterCompleteAnswers() {
        int calls = 10;

        for (int i = 0; i < calls; i++) {
            completed(call());
        }

        // An answer is told before its connection is back in the pool, so a call right after it may open another.
        assertThat(server.calls()).isEqualTo(calls);
        assertThat(server.stats().connections()).isLessThanOrEqualTo(3);
    }
}
