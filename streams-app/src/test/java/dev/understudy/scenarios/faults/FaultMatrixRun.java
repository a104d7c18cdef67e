package dev.understudy.scenarios.faults;

import dev.understudy.config.Role;
import dev.understudy.config.Topics;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.runtime.Understudy;
import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.dialect.AnthropicDialect;
import dev.understudy.sandbox.dialect.GeminiDialect;
import dev.understudy.sandbox.dialect.OpenAiDialect;
import dev.understudy.sandbox.dialect.ScriptedDialect;
import dev.understudy.sandbox.provider.ProviderOptions;
import dev.understudy.sandbox.script.Behaviour;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.Installation;
import dev.understudy.testing.TopicWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All cells of the matrix at once, through one pipeline, and what was seen of each. */
record FaultMatrixRun(Map<FaultCase, Seen> seen, int deadLetters, List<String> duplicates) {
    static final Duration DEADLINE = Duration.ofSeconds(30);

    private static final Duration PATIENCE = DEADLINE.plusSeconds(30);
    private static final int PARTITIONS = 2;
    private static final String WARM = "warm";
    private static final String TEXT = "Load ([a-z0-9_-]+) rises";
    private static final String ASKED_SIMPLY = "The format, as a JSON schema";

    /**
     * What was seen of one cell.
     *
     * @param attempts records of its attempts, in order
     * @param requests requests with its alert that reached the provider with the fault
     * @param standInRequests requests with its alert that reached the other
     */
    record Seen(List<ProviderAttempt> attempts, List<EnrichedIncident> answers, int requests, int standInRequests) {

        /** The attempts at one provider. */
        List<ProviderAttempt> attempts(String provider) {
            return attempts.stream()
                    .filter(attempt -> attempt.provider().equals(provider))
                    .toList();
        }
    }

    static FaultMatrixRun play(Path folder) {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.ephemeral().withProviders(providers()))) {
            for (String dialect : FaultCase.DIALECTS) {
                sandbox.provider(dialect).behave(script(dialect));
                sandbox.provider(refusing(dialect)).fail(Fault.CONNECTION_REFUSED);
            }
            Installation installation = Installation.create(sandbox, folder, PARTITIONS, settings());
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    TopicWatch watch = new TopicWatch(installation.config())) {
                Map<FaultCase, String> sent = send(installation, load, watch);
                watch.toEnd();
                return of(sandbox, watch, sent);
            }
        }
    }

    private static Map<FaultCase, String> send(Installation installation, AlertLoad load, TopicWatch watch) {
        try (Understudy understudy = installation.start(Role.ENRICHER, Role.FALLBACK)) {
            if (understudy.port() <= 0) {
                throw new AssertionError("does not serve");
            }
            List<String> warm = FaultCase.DIALECTS.stream()
                    .map(dialect -> send(load, WARM + "-" + dialect, dialect))
                    .toList();
            watch.await(PATIENCE, seen -> seen.answered(1).containsAll(warm));
            Map<FaultCase, String> sent = new LinkedHashMap<>();
            FaultCase.all().forEach(cell -> sent.put(cell, send(load, cell.id(), cell.target())));
            // The first revision will do here: an alert that has only this one then fails in its own cell.
            watch.await(PATIENCE, seen -> seen.answered(0).containsAll(sent.values()));
            return sent;
        }
    }

    private static String send(AlertLoad load, String id, String target) {
        return AlertLoad.requestId(load.send(id, """
                {"fingerprint":"%s","name":"Load","status":"FIRING","severity":"warning","summary":"Load %s rises",
                 "labels":{"alertname":"Load","target":"%s"},"startsAt":"2026-03-14T01:00:00Z"}
                """.formatted(id, id, target)));
    }

    private static FaultMatrixRun of(Sandbox sandbox, TopicWatch watch, Map<FaultCase, String> sent) {
        Map<String, List<ProviderAttempt>> attempts =
                watch.attempts().stream().collect(Collectors.groupingBy(ProviderAttempt::requestId));
        Map<String, List<EnrichedIncident>> answers = watch.answers().stream()
                .collect(Collectors.groupingBy(answer -> answer.identity().requestId()));
        Map<FaultCase, Seen> seen = new LinkedHashMap<>();
        for (String dialect : FaultCase.DIALECTS) {
            Map<String, Integer> requests = sandbox.provider(dialect).requests().countBy(TEXT);
            Map<String, Integer> standIn =
                    sandbox.provider(FaultCase.standIn(dialect)).requests().countBy(TEXT);
            sent.forEach((cell, request) -> {
                if (cell.dialect().equals(dialect)) {
                    seen.put(
                            cell,
                            new Seen(
                                    attempts.getOrDefault(request, List.of()),
                                    answers.getOrDefault(request, List.of()),
                                    requests.getOrDefault(cell.id(), 0),
                                    standIn.getOrDefault(cell.id(), 0)));
                }
            });
        }
        return new FaultMatrixRun(seen, watch.count(Topics.DEAD_LETTER), watch.duplicates());
    }

    private static ProviderOptions[] providers() {
        return Stream.of(new OpenAiDialect(), new AnthropicDialect(), new GeminiDialect())
                .map(ScriptedDialect.class::cast)
                .map(ProviderOptions::of)
                .flatMap(provider -> Stream.of(
                        provider,
                        provider.named(FaultCase.standIn(provider.name())),
                        provider.named(refusing(provider.name()))))
                .toArray(ProviderOptions[]::new);
    }

    private static String refusing(String dialect) {
        return new FaultCase(dialect, Fault.CONNECTION_REFUSED).id();
    }

    private static Behaviour[] script(String dialect) {
        List<Behaviour> script = new ArrayList<>();
        script.add(Behaviour.failing(Fault.PROSE).matching(text(WARM + "-" + dialect)));
        FaultCase.all().stream()
                .filter(cell -> cell.dialect().equals(dialect))
                .filter(cell -> cell.fault() != Fault.CONNECTION_REFUSED)
                .map(cell -> Behaviour.failing(cell.fault()).matching(pattern(cell)))
                .forEach(script::add);
        return script.toArray(Behaviour[]::new);
    }

    /** The parameter for structured output is turned down for as long as it is sent. */
    private static String pattern(FaultCase cell) {
        return cell.fault() == Fault.UNSUPPORTED_FORMAT
                ? "(?s)\\A(?!.*" + ASKED_SIMPLY + ").*" + text(cell.id())
                : text(cell.id());
    }

    private static String text(String id) {
        return "Load " + id + " rises";
    }

    /** A chain of two for each target, told apart by a label. */
    private static String settings() {
        StringBuilder providers = new StringBuilder("deadline: " + DEADLINE.toSeconds() + "s\n")
                .append("retry: {initial: 60s, max: 60s}\nproviders:\n");
        StringBuilder routes = new StringBuilder("routes:\n");
        for (String dialect : FaultCase.DIALECTS) {
            String standIn = FaultCase.standIn(dialect);
            providers.append(provider(standIn, dialect, standIn, ""));
            providers.append(provider(dialect, dialect, dialect, """
                    , circuit-breaker: {failure-rate-threshold: 100, minimum-number-of-calls: 10000,
                                        sliding-window-size: 10000}"""));
            routes.append(route(dialect, dialect));
        }
        FaultCase.ofTheirOwn().forEach(cell -> {
            String address = cell.fault() == Fault.CONNECTION_REFUSED ? cell.id() : cell.dialect();
            providers.append(provider(cell.target(), cell.dialect(), address, limits(cell.fault())));
            routes.append(route(cell.target(), cell.dialect()));
        });
        return providers.append(routes).toString();
    }

    private static String limits(Fault fault) {
        return switch (fault) {
            case NO_ANSWER -> ", timeouts: {headers: 2s}";
            case HANGING_BODY -> ", timeouts: {body: 2s}";
            case SLOW_DRIP -> ", timeout: 5s";
            default -> "";
        };
    }

    private static String provider(String name, String dialect, String address, String limits) {
        return "  %s:%n    {dialect: %s, base-url: \"${%s}\", model: model-of-%s, api-key: sandbox-key%s}%n"
                .formatted(name, dialect, address, name, limits);
    }

    private static String route(String target, String dialect) {
        return "  - {when: {labels: {target: %1$s}}, chain: [%1$s, %2$s]}%n"
                .formatted(target, FaultCase.standIn(dialect));
    }

    /** The cells of one fault, in the order of the dialects. */
    List<Map.Entry<FaultCase, Seen>> row(Fault fault) {
        return FaultCase.DIALECTS.stream()
                .map(dialect -> new FaultCase(dialect, fault))
                .map(cell -> Map.entry(cell, seen.get(cell)))
                .toList();
    }
}
