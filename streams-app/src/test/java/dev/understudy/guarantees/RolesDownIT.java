package dev.understudy.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.script.Fault;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.AppProcess;
import dev.understudy.testing.Figures;
import dev.understudy.testing.Installation;
import dev.understudy.testing.LiveReader;
import dev.understudy.testing.TwoProviders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * G1, G2, G5: no instance of one role for some time, each role in a process of its own. The lead fails each call and is
 * asked nevertheless, so that every alert needs both roles. Nothing is lost; first answers come late while a role is away,
 * and within the deadline again once the work that waited is done.
 */
@Tag("guarantees")
class RolesDownIT {
    private static final int PER_SECOND = 40;
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    /** For the read, the commit and the reader of this test, on a machine that does other work too. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private static final Duration CAUGHT_UP = Duration.ofMinutes(2);

    private static final String SETTINGS = """
            deadline: 5s
            retry: {initial: 1s, max: 3s}
            providers:
              lead: {dialect: openai, base-url: "${lead}", model: m, api-key: k, timeout: 4s,
                     circuit-breaker: {minimum-number-of-calls: 100000, sliding-window-size: 100000}}
              stand-in: {dialect: openai, base-url: "${stand-in}", model: m, api-key: k, timeout: 4s}
            """;

    @Test
    void shouldAnswerEachOnceThoughFirstTheFallbackIsAwayAndThenTheEnricher(@TempDir Path folder) {
        try (Roles roles = new Roles(folder)) {
            List<String> withoutFallback =
                    roles.without("fallback", AppProcess::kill, "no-fallback-", Duration.ofMinutes(1));
            assertThat(roles.reader.answered(0))
                    .as("answered without a fallback consumer")
                    .doesNotContainAnyElementsOf(withoutFallback);
            roles.start("fallback");
            List<String> withoutEnricher =
                    roles.without("enricher", AppProcess::kill, "no-enricher-", Duration.ofSeconds(20));
            roles.reader.await("the fallback consumer works off alone", CAUGHT_UP, seen -> seen.answered(1)
                    .containsAll(withoutFallback));
            assertThat(roles.reader.answered(0))
                    .as("answered without an enricher")
                    .doesNotContainAnyElementsOf(withoutEnricher);
            roles.start("enricher");
            roles.verify(
                    "Fallback consumer killed and away for 60 s, then the enricher for 20 s",
                    withoutFallback,
                    withoutEnricher);
        }
    }

    @Test
    void shouldAnswerEachOnceThoughFirstTheEnricherIsAwayAndThenTheFallback(@TempDir Path folder) {
        try (Roles roles = new Roles(folder)) {
            List<String> withoutEnricher =
                    roles.without("enricher", RolesDownIT::stop, "no-enricher-", Duration.ofSeconds(10));
            roles.start("enricher");
            List<String> withoutFallback =
                    roles.without("fallback", RolesDownIT::stop, "no-fallback-", Duration.ofSeconds(10));
            roles.start("fallback");
            roles.verify(
                    "Enricher stopped and away for 10 s, then the fallback consumer for 10 s",
                    withoutFallback,
                    withoutEnricher);
        }
    }

    private static void stop(AppProcess app) {
        assertThat(app.stop(Duration.ofSeconds(30))).as(app.log()).isZero();
    }

    /** How a process ends. */
    private interface Blow {
        void fall(AppProcess app);
    }

    /** Both roles at work on a lead that fails. */
    private static final class Roles implements AutoCloseable {
        private final Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.CHILD);
        private final Installation installation;
        private final AlertLoad load;
        private final LiveReader reader;
        private final List<String> sent = new ArrayList<>();
        private final Map<String, AppProcess> apps = new HashMap<>();

        Roles(Path folder) {
            sandbox.provider("lead").fail(Fault.SERVER_ERROR);
            installation = Installation.create(sandbox, folder, 4, SETTINGS);
            load = new AlertLoad(sandbox.bootstrapServers());
            reader = LiveReader.start(installation.config());
            start("enricher");
            start("fallback");
            send("warm-up-", Duration.ofSeconds(5));
            awaitAll();
        }

        private void awaitAll() {
            reader.await("a last word for every alert", CAUGHT_UP, seen -> seen.answered(1)
                    .containsAll(sent));
        }

        void start(String role) {
            apps.put(role, AppProcess.start(installation, role, role).awaitReady());
        }

        List<String> without(String role, Blow blow, String prefix, Duration time) {
            sent.addAll(load.send(prefix + "in-flight-", PER_SECOND, 0));
            blow.fall(Objects.requireNonNull(apps.remove(role)));
            return send(prefix, time);
        }

        private List<String> send(String prefix, Duration time) {
            List<String> ids = load.send(prefix, (int) (PER_SECOND * time.toSeconds()), PER_SECOND);
            sent.addAll(ids);
            return ids;
        }

        void verify(String heading, List<String> withoutFallback, List<String> withoutEnricher) {
            List<String> atOnce = send("at-once-", Duration.ofSeconds(2));
            awaitAll();
            List<String> afterwards = send("afterwards-", Duration.ofSeconds(3));
            awaitAll();
            Delays caughtUp = Delays.ofFirstAnswers(reader, afterwards);
            Figures.tell(String.format(
                    "%s: first answers without a fallback consumer %s; without an enricher %s; with both again %s; with"
                            + " both caught up %s",
                    heading,
                    Delays.ofFirstAnswers(reader, withoutFallback),
                    Delays.ofFirstAnswers(reader, withoutEnricher),
                    Delays.ofFirstAnswers(reader, atOnce),
                    caughtUp));
            assertThat(caughtUp.longest()).as("with both caught up").isLessThan(DEADLINE.plus(SLACK));
            apps.values().forEach(RolesDownIT::stop);
            Aftermath.verify(heading, installation, reader, sent);
        }

        @Override
        public void close() {
            apps.values().forEach(AppProcess::close);
            reader.close();
            load.close();
            sandbox.close();
        }
    }
}
