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
import dev.understudy.testing.Release;
import dev.understudy.testing.TwoProviders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * G1, G2: two instances of the last release become two of this version, one after the other, under load. The providers
 * are down meanwhile, so that each version takes up what the other has stored and parked, by another schema; one instance
 * also goes back to the release and comes again.
 */
@Tag("guarantees")
class RollingUpgradeIT {
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration WORK = Duration.ofSeconds(4);
    private static final int PER_SECOND = 40;
    private static final int PARTITIONS = 4;

    private final Map<String, AppProcess> running = new HashMap<>();

    @Test
    void shouldAnswerEveryAlertOnceWhileVersionsChange(@TempDir Path folder, @TempDir Path earlier) {
        Release release = Release.last(earlier);
        assertThat(release.changedContracts())
                .as("contracts of what is in stores and retry topics, changed since %s", release.name())
                .contains("EnrichmentRequest");
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.EMBEDDED)) {
            Installation installation = Installation.create(sandbox, folder, PARTITIONS, TwoProviders.SETTINGS);
            String now = System.getProperty("java.class.path");
            String then = release.classPath();
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    LiveReader reader = LiveReader.start(installation.config());
                    SteadyLoad steady = SteadyLoad.mixed(load, "upgrade-", PER_SECOND)) {
                start(installation, "one", then);
                start(installation, "two", then);
                running.values().forEach(AppProcess::awaitReady);
                reader.await("answers of the release", Duration.ofSeconds(30), seen -> seen.done() > 2 * PER_SECOND);
                sandbox.providers().forEach(provider -> provider.fail(Fault.SERVER_ERROR));
                Seed.pause(WORK);

                change(installation, "one", now);
                change(installation, "two", now);
                sandbox.providers().forEach(provider -> provider.heal());
                Seed.pause(WORK);
                sandbox.providers().forEach(provider -> provider.fail(Fault.SERVER_ERROR));
                change(installation, "two", then);
                change(installation, "two", now);
                sandbox.providers().forEach(provider -> provider.heal());

                List<String> sent = steady.end();
                reader.await("a last word for every alert", Duration.ofMinutes(2), seen -> seen.answered(1)
                        .containsAll(sent));
                running.values()
                        .forEach(
                                app -> assertThat(app.stop(GRACE)).as(app.log()).isZero());
                Figures.tell(String.format(
                        "Rolling upgrade: from %s, contracts changed since: %s",
                        release.name(), release.changedContracts()));
                Aftermath.verify("Rolling upgrade", installation, reader, sent);
            } finally {
                running.values().forEach(AppProcess::close);
            }
        }
    }

    private void start(Installation installation, String instance, String classPath) {
        running.put(instance, AppProcess.startVersion(installation, instance, "enricher,fallback", classPath));
    }

    /** As a rolling deployment does: SIGTERM, the other version on the same state, and on when it is ready. */
    private void change(Installation installation, String instance, String classPath) {
        AppProcess app = running.get(instance);
        assertThat(app.stop(GRACE)).as(app.log()).isZero();
        start(installation, instance, classPath);
        running.get(instance).awaitReady();
        Seed.pause(WORK);
    }
}
