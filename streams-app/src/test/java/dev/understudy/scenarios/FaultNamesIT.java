package dev.understudy.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Role;
import dev.understudy.config.Topics;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.enrichment.Caveat;
import dev.understudy.domain.enrichment.DegradedReason;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.script.Behaviour;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way in which a provider fails has one name, and leaves the alert parked with a first revision. */
class FaultNamesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OPENAI = "openai";
    private static final String PATIENT_BREAKER = """
            providers:
              openai: {dialect: openai, base-url: "${openai}", model: gpt-5-mini, api-key: sandbox-key, timeout: 5s,
                       timeouts: {headers: 2s, body: 2s},
                       circuit-breaker: {failure-rate-threshold: 100, minimum-number-of-calls: 10000}}
            """;

    private static final Map<Fault, FailureReason> NAMES = names();
    /** After these a provider is not asked for a while, so each gets a provider of its own. */
    private static final Map<Fault, FailureReason> STOPPERS = stoppers();

    private static final Set<Fault> REPAIRED = Set.of(Fault.FENCED_JSON, Fault.JSON_IN_PROSE);

    private static Map<Fault, FailureReason> names() {
        Map<Fault, FailureReason> names = new EnumMap<>(Fault.class);
        names.put(Fault.BAD_REQUEST, FailureReason.BAD_REQUEST);
        names.put(Fault.CONTEXT_TOO_LONG, FailureReason.CONTEXT_TOO_LONG);
        names.put(Fault.CONTENT_POLICY, FailureReason.CONTENT_FILTERED);
        names.put(Fault.NOT_FOUND, FailureReason.NOT_FOUND);
        names.put(Fault.REQUEST_TIMEOUT, FailureReason.SERVER_ERROR);
        names.put(Fault.UNPROCESSABLE, FailureReason.BAD_REQUEST);
        names.put(Fault.SERVER_ERROR, FailureReason.SERVER_ERROR);
        names.put(Fault.BAD_GATEWAY, FailureReason.SERVER_ERROR);
        names.put(Fault.UNAVAILABLE, FailureReason.SERVER_ERROR);
        names.put(Fault.OVERLOADED, FailureReason.OVERLOADED);
        names.put(Fault.OVERLOADED_529, FailureReason.OVERLOADED);
        names.put(Fault.GATEWAY_TIMEOUT, FailureReason.SERVER_ERROR);
        names.put(Fault.RESET_BEFORE_HEADERS, FailureReason.CONNECTION_RESET);
        names.put(Fault.CLOSE_BEFORE_HEADERS, FailureReason.CONNECTION_RESET);
        names.put(Fault.NO_ANSWER, FailureReason.HEADERS_TIMEOUT);
        names.put(Fault.HANGING_BODY, FailureReason.BODY_TIMEOUT);
        names.put(Fault.SLOW_DRIP, FailureReason.CALL_TIMEOUT);
        names.put(Fault.TRUNCATED_BODY, FailureReason.TRUNCATED_BODY);
        names.put(Fault.RESET_IN_BODY, FailureReason.CONNECTION_RESET);
        names.put(Fault.EMPTY_BODY, FailureReason.EMPTY_ANSWER);
        names.put(Fault.HTML_PAGE, FailureReason.NOT_JSON);
        names.put(Fault.WRONG_SHAPE, FailureReason.WRONG_SHAPE);
        names.put(Fault.NULL_CONTENT, FailureReason.EMPTY_ANSWER);
        names.put(Fault.EMPTY_CONTENT, FailureReason.EMPTY_ANSWER);
        names.put(Fault.FILTERED_ANSWER, FailureReason.CONTENT_FILTERED);
        names.put(Fault.CUT_ANSWER, FailureReason.TRUNCATED_ANSWER);
        names.put(Fault.REFUSAL, FailureReason.REFUSED);
        names.put(Fault.PROSE, FailureReason.NOT_JSON);
        names.put(Fault.UNKNOWN_ENUM, FailureReason.SCHEMA_VIOLATION);
        names.put(Fault.MISSING_FIELD, FailureReason.SCHEMA_VIOLATION);
        names.put(Fault.HUGE_BODY, FailureReason.BODY_TOO_LARGE);
        return names;
    }

    private static Map<Fault, FailureReason> stoppers() {
        Map<Fault, FailureReason> names = new EnumMap<>(Fault.class);
        names.put(Fault.INVALID_API_KEY, FailureReason.AUTHENTICATION_FAILED);
        names.put(Fault.ACCOUNT_DEACTIVATED, FailureReason.ACCOUNT_DEACTIVATED);
        names.put(Fault.PAYMENT_REQUIRED, FailureReason.QUOTA_EXHAUSTED);
        names.put(Fault.FORBIDDEN, FailureReason.PERMISSION_DENIED);
        names.put(Fault.QUOTA_EXHAUSTED, FailureReason.QUOTA_EXHAUSTED);
        names.put(Fault.RATE_LIMITED, FailureReason.RATE_LIMITED);
        names.put(Fault.RATE_LIMITED_NO_HINT, FailureReason.RATE_LIMITED);
        names.put(Fault.RATE_LIMITED_DATE, FailureReason.RATE_LIMITED);
        names.put(Fault.RATE_LIMITED_MILLIS, FailureReason.RATE_LIMITED);
        names.put(Fault.CONNECTION_REFUSED, FailureReason.CONNECT_FAILED);
        return names;
    }

    @Test
    void shouldNameEachFaultAndParkItsAlert(@TempDir Path folder) {
        try (Sandbox sandbox = Sandbox.start()) {
            Installation installation = Installation.create(sandbox, folder, 4, PATIENT_BREAKER + ofTheirOwn());
            sandbox.provider(OPENAI)
                    .behave(Stream.of(NAMES.keySet(), STOPPERS.keySet(), REPAIRED)
                            .flatMap(Set::stream)
                            .filter(fault -> fault != Fault.CONNECTION_REFUSED)
                            .map(fault -> Behaviour.failing(fault).matching("Load " + nameOf(fault) + " rises"))
                            .toArray(Behaviour[]::new));
            try (Understudy understudy = installation.start(Role.ENRICHER);
                    AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config())) {
                Map<Fault, String> requests = new EnumMap<>(Fault.class);
                Stream.of(NAMES.keySet(), STOPPERS.keySet(), REPAIRED)
                        .flatMap(Set::stream)
                        .forEach(fault -> requests.put(
                                fault,
                                AlertLoad.requestId(
                                        load.send(nameOf(fault), AlertLoad.json(nameOf(fault), "warning")))));

                watch.await(PATIENCE, seen -> seen.answered(0).containsAll(requests.values()));

                assertThat(understudy.port()).isPositive();
                NAMES.forEach((fault, name) -> assertParked(watch, OPENAI, fault, requests.get(fault), name));
                STOPPERS.forEach((fault, name) -> assertParked(watch, nameOf(fault), fault, requests.get(fault), name));
                assertThat(watch.answers())
                        .filteredOn(answer -> REPAIRED.stream()
                                .map(requests::get)
                                .anyMatch(answer.identity().requestId()::equals))
                        .hasSameSizeAs(REPAIRED)
                        .allSatisfy(answer -> {
                            assertThat(answer.outcome()).isEqualTo(EnrichmentOutcome.COMPLETE);
                            assertThat(answer.caveats()).contains(Caveat.OUTPUT_REPAIRED);
                        });
                assertThat(watch.count(Topics.DEAD_LETTER)).isZero();
                assertThat(watch.duplicates()).isEmpty();
            }
        }
    }

    private static void assertParked(
            TopicWatch watch, String provider, Fault fault, String request, FailureReason name) {
        assertThat(watch.attempts())
                .as("attempts after " + fault)
                .filteredOn(attempt -> attempt.requestId().equals(request))
                .isNotEmpty()
                .allSatisfy(attempt -> {
                    assertThat(attempt.failure()).isEqualTo(name);
                    assertThat(attempt.provider()).isEqualTo(provider);
                    assertThat(attempt.called()).isTrue();
                })
                .size()
                // One immediate reconnect, in the same round, when no byte of the answer came.
                .isLessThanOrEqualTo(name.repeat() == FailureReason.Repeat.RECONNECT ? 2 : 1);
        assertThat(watch.answers())
                .as("answers after " + fault)
                .filteredOn(answer -> answer.identity().requestId().equals(request))
                .singleElement()
                .satisfies(answer -> {
                    assertThat(answer.revision()).isZero();
                    assertThat(answer.outcome()).isEqualTo(EnrichmentOutcome.DEGRADED);
                    assertThat(answer.degradedReasons()).contains(DegradedReason.PROVIDERS_FAILED);
                });
        assertThat(watch.parked(provider))
                .as("parked after " + fault)
                .filteredOn(parked -> parked.id().equals(request))
                .singleElement()
                .satisfies(parked ->
                        assertThat(parked.progress().emittedRevision()).isZero());
    }

    /** A provider and a route for each of the faults that stop the traffic, told apart by a label. */
    private static String ofTheirOwn() {
        StringBuilder providers = new StringBuilder();
        StringBuilder routes = new StringBuilder("routes:\n");
        for (Fault fault : STOPPERS.keySet()) {
            String address = fault == Fault.CONNECTION_REFUSED ? "http://localhost:1/v1" : "${openai}";
            providers.append("  %s: {dialect: openai, base-url: \"%s\", model: gpt-5-mini, api-key: sandbox-key}%n"
                    .formatted(nameOf(fault), address));
            routes.append("  - {when: {labels: {fingerprint: %1$s}}, chain: [%1$s]}%n".formatted(nameOf(fault)));
        }
        return providers.append(routes).append("  - {chain: [openai]}\n").toString();
    }

    private static String nameOf(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT);
    }
}
