package dev.understudy.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.broker.ChildBroker;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.AppProcess;
import dev.understudy.testing.Installation;
import dev.understudy.testing.LiveReader;
import dev.understudy.testing.TwoProviders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * G1, G2, G5: {@code kill -9} of the application, of the broker, and of both at once, in the middle of the work. Budgets
 * are on, and of ten alerts three are repeats and one says that another is over.
 */
class NothingLostIT {
    private static final int PER_SECOND = 80;
    private static final Duration LEAST = Duration.ofSeconds(2);
    private static final Duration MOST = Duration.ofSeconds(4);

    @TempDir
    Path folder;

    @Test
    void shouldAnswerEveryAlertOnceThoughApplicationAndBrokerAreKilled() {
        strike(500, 0, 0);
    }

    @Test
    @Tag("guarantees")
    void shouldAnswerEveryAlertOnceThoughApplicationAndBrokerAreKilledAgainAndAgain() {
        strike(8_000, 6, 2);
    }

    /** Kills the application and the broker so many times each, and at the end both together. */
    private void strike(int alerts, int killsOfApp, int killsOfBroker) {
        Seed seed = new Seed();
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.CHILD)) {
            Installation installation = Installation.create(sandbox, folder, 4, TwoProviders.WITH_BUDGETS);
            ChildBroker broker = (ChildBroker) sandbox.broker();
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    LiveReader reader = LiveReader.start(installation.config())) {
                AppProcess app = start(installation);
                SteadyLoad steady = SteadyLoad.mixed(load, "kills-", PER_SECOND);
                for (int i = 0; i < killsOfApp; i++) {
                    seed.pause(LEAST, MOST);
                    app.kill();
                    app = start(installation);
                }
                for (int i = 0; i < killsOfBroker; i++) {
                    seed.pause(LEAST, MOST);
                    broker.kill();
                    broker.restart();
                }
                seed.pause(LEAST, MOST);
                app.kill();
                broker.kill();
                broker.restart();
                app = start(installation);

                List<String> sent = steady.endAfter(alerts);
                reader.await("a last word for every alert", Duration.ofMinutes(2), seen -> seen.answered(1)
                        .containsAll(sent));
                assertThat(app.stop(Duration.ofSeconds(30))).as(app.log()).isZero();
                Aftermath.verify(
                        "`kill -9`: application %d times, broker %d times, both together"
                                .formatted(killsOfApp, killsOfBroker),
                        installation,
                        reader,
                        sent);
            }
        }
    }

    private static AppProcess start(Installation installation) {
        return AppProcess.start(installation, "one", "enricher,fallback").awaitReady();
    }
}
