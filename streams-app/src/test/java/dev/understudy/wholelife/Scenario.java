package dev.understudy.wholelife;

import dev.understudy.config.Durations;
import dev.understudy.config.Role;
import dev.understudy.config.RouteOrder;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.runtime.settings.ConfigLoader;
import dev.understudy.testing.lives.TwoApplications;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that is given in one run: the configuration, what the providers do, which alerts come and which blows fall.
 *
 * @param choices which of several possible things happens next; used in turn
 */
record Scenario(
        Limits limits,
        TwoApplications.Layout layout,
        List<Script> providers,
        List<RouteChoice> routes,
        List<Arrival> arrivals,
        List<Blow> blows,
        List<Integer> choices) {

    /** The settings that are not a provider's. */
    record Limits(
            Duration deadline,
            Duration expires,
            int maxCalls,
            int maxConcurrent,
            Duration initial,
            Duration max,
            Set<Severity> hedged) {}

    /**
     * A provider: its settings, and its replies, which are given in turn for ever.
     *
     * @param largerWindow whether the next provider is asked when it finds a prompt too long
     */
    record Script(
            int maxConcurrent,
            int maxQueued,
            Duration timeout,
            boolean reask,
            boolean largerWindow,
            Duration usualLatency,
            List<Reply> replies) {}

    /**
     * Alerts of this severity go to these providers, by position.
     *
     * @param storm whether the chain is turned round while more than one request waits
     */
    record RouteChoice(Severity severity, List<Integer> chain, RouteOrder order, boolean storm) {

        /** Its line of the configuration. */
        String yaml(int position) {
            List<String> names = chain.stream().map(Scenario::provider).toList();
            String weights = names.stream()
                    .map(name -> name + ": " + (1 + names.indexOf(name)))
                    .collect(Collectors.joining(", ", ", weights: {", "}"));
            List<String> turned = new ArrayList<>(names);
            Collections.reverse(turned);
            return "  - {name: r%d, when: {severity: [%s]}, chain: %s, order: %s%s%s}\n"
                    .formatted(
                            position,
                            severity,
                            names,
                            order,
                            order == RouteOrder.WEIGHTED ? weights : "",
                            storm ? ", storm: {queued: 1, chain: " + turned + "}" : "");
        }
    }

    /** How a provider meets one call. */
    sealed interface Reply permits Answer, Failure, Silence, Refusal {}

    /** A good answer. */
    record Answer(Duration after) implements Reply {}

    /** No acceptable answer. */
    record Failure(FailureReason reason, @Nullable Duration retryAfter, boolean answerBegan, Duration after)
            implements Reply {}

    /** Nothing, until the call times out. */
    record Silence() implements Reply {}

    /** No call is taken. */
    record Refusal(FailureReason reason, @Nullable Duration retryAfter) implements Reply {}

    /** What an input record is. */
    enum Kind {
        FIRING,
        RESOLVED,
        TOO_OLD,
        NO_ALERT
    }

    /** A record of {@code incidents}, so long after the start; alerts of one subject are of one firing episode. */
    record Arrival(Duration at, Kind kind, int subject, Severity severity) {

        String key() {
            return "subject-" + subject;
        }

        String value() {
            return kind == Kind.NO_ALERT
                    ? "no alert"
                    : """
                    {"fingerprint":"%s","name":"Alert","status":"%s","severity":"%s",
                     "labels":{"alertname":"Alert"},"startsAt":"2026-03-14T01:00:00Z"}
                    """.formatted(
                                    key(),
                                    kind == Kind.RESOLVED ? "RESOLVED" : "FIRING",
                                    severity.name().toLowerCase(Locale.ROOT));
        }
    }

    /** What ends a life of an application. */
    enum BlowKind {
        KILL,
        MOVE
    }

    /** Falls after so many more steps in which something happened. */
    record Blow(int steps, BlowKind kind, Role role) {}

    static String provider(int position) {
        return "p" + (position + 1);
    }

    /** No jitter, so that a run can be repeated: the product's random numbers are its own. */
    String yaml() {
        StringBuilder yaml = new StringBuilder("""
                kafka: {bootstrap.servers: "unused:9092"}
                schema-registry: {url: "http://unused:8081"}
                max-alert-age: 1h
                deadline: %s
                expires: %s
                max-calls: %d
                in-flight: {max-concurrent: %d}
                retry: {initial: %s, max: %s, jitter-percent: 0}
                hedging: {severity: %s}
                providers:
                """.formatted(
                        Durations.format(limits.deadline()),
                        Durations.format(limits.expires()),
                        limits.maxCalls(),
                        limits.maxConcurrent(),
                        Durations.format(limits.initial()),
                        Durations.format(limits.max()),
                        limits.hedged()));
        for (int i = 0; i < providers.size(); i++) {
            Script script = providers.get(i);
            yaml.append("  %s: {dialect: openai, base-url: \"http://unused/v1\", model: m, timeout: %s,"
                            .formatted(provider(i), Durations.format(script.timeout())))
                    .append(" max-concurrent: %d, max-queued: %d, reask: %s, max-input-tokens: %d"
                            .formatted(script.maxConcurrent(), script.maxQueued(), script.reask(), 1_000 * (i + 1)))
                    .append(", price: {input-per-million: %d, output-per-million: 1}".formatted(10 - i))
                    .append(
                            script.largerWindow() && i + 1 < providers.size()
                                    ? ", larger-window: " + provider(i + 1) + "}\n"
                                    : "}\n");
        }
        if (!routes.isEmpty()) {
            yaml.append("routes:\n");
        }
        for (int i = 0; i < routes.size(); i++) {
            yaml.append(routes.get(i).yaml(i));
        }
        return yaml.toString();
    }

    UnderstudyConfig config() {
        return new ConfigLoader(Map.of())
                .parse(yaml(), "scenario.yaml", Path.of("."))
                .config();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("\n").append(yaml());
        for (int i = 0; i < providers.size(); i++) {
            text.append(provider(i))
                    .append(", usually within ")
                    .append(Durations.format(providers.get(i).usualLatency()))
                    .append(", replies: ")
                    .append(providers.get(i).replies())
                    .append('\n');
        }
        return text.append("alerts:\n  ")
                .append(arrivals.stream().map(Arrival::toString).collect(Collectors.joining("\n  ")))
                .append("\nblows in ")
                .append(layout)
                .append(": ")
                .append(blows)
                .append("\nchoices: ")
                .append(choices)
                .append('\n')
                .toString();
    }
}
