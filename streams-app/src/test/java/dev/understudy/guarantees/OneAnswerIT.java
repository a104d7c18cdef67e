package dev.understudy.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.sandbox.Sandbox;
import dev.understudy.sandbox.SandboxOptions;
import dev.understudy.sandbox.script.Behaviour;
import dev.understudy.sandbox.script.Latency;
import dev.understudy.testing.AlertLoad;
import dev.understudy.testing.AppProcess;
import dev.understudy.testing.Figures;
import dev.understudy.testing.Installation;
import dev.understudy.testing.LiveReader;
import dev.understudy.testing.TwoProviders;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G2: an instance that stood still while another took its work comes back, and what it has to say is not heard. */
class OneAnswerIT {
    private static final int PER_SECOND = 60;
    private static final int PARTITIONS = 4;
    private static final String ZOMBIE = "zombie";
    private static final String OTHER = "other";
    /** Long, so that many calls are in flight when the instance stops. */
    private static final Latency LATENCY = Latency.fixed(Duration.ofSeconds(2));

    @TempDir
    Path folder;

    @Test
    void shouldNotHearAZombie() {
        standStill(1_200, Duration.ofSeconds(9));
    }

    @Test
    @Tag("guarantees")
    void shouldNotHearAZombieThatStoodStillForLongerThanItsTransactionMayBeOpen() {
        standStill(2_400, Duration.ofSeconds(15));
    }

    /** @param standstill at least; longer than the session timeout of 6 s */
    private void standStill(int alerts, Duration standstill) {
        try (Sandbox sandbox = TwoProviders.start(SandboxOptions.BrokerForm.CHILD)) {
            sandbox.providers().forEach(provider -> provider.behave(Behaviour.taking(LATENCY)));
            Installation installation = Installation.create(
                    sandbox, folder, PARTITIONS, TwoProviders.WITH_BUDGETS.replace("deadline: 5s", "deadline: 30s"));
            try (AlertLoad load = new AlertLoad(sandbox.bootstrapServers());
                    LiveReader reader = LiveReader.start(installation.config())) {
                AppProcess other = start(installation, OTHER);
                AppProcess zombie = start(installation, ZOMBIE);
                CompletableFuture<List<String>> sending =
                        CompletableFuture.supplyAsync(() -> load.send("zombie-", alerts, PER_SECOND));
                reader.await("both share the work", Duration.ofMinutes(1), seen -> answerers(seen, Instant.EPOCH)
                        .equals(Set.of(ZOMBIE, OTHER)));

                Instant stopped = Instant.now();
                zombie.pause();
                reader.await(
                        "the other has taken all over",
                        Duration.ofMinutes(1),
                        seen -> Instant.now().isAfter(stopped.plus(standstill))
                                && partitions(seen, stopped).size() == PARTITIONS);
                Set<String> calledByBoth = abandoned(reader);
                assertThat(answerers(reader, stopped)).containsExactly(OTHER);

                zombie.resume();
                List<String> sent = sending.join();
                reader.await("a last word for every alert", Duration.ofMinutes(2), seen -> seen.answered(1)
                        .containsAll(sent));
                assertThat(zombie.stop(Duration.ofSeconds(30))).as(zombie.log()).isZero();
                assertThat(other.stop(Duration.ofSeconds(30))).as(other.log()).isZero();

                Figures.row(
                        "an instance stands still for %d s".formatted(standstill.toSeconds()),
                        "%d calls in flight were made by both owners; one answer visible for each"
                                .formatted(calledByBoth.size()));
                assertThat(calledByBoth)
                        .as("requests that both owners called for")
                        .isNotEmpty();
                assertThat(sandbox.provider("lead").calls()
                                + sandbox.provider("stand-in").calls())
                        .as("calls received")
                        .isGreaterThanOrEqualTo(sent.size() + calledByBoth.size());
                assertThat(reader.answers())
                        .filteredOn(answer -> calledByBoth.contains(answer.requestId()))
                        .hasSize(calledByBoth.size())
                        .allSatisfy(answer -> assertThat(answer.instance()).isEqualTo(OTHER));
                assertThat(zombie.log()).as("the zombie was fenced").containsPattern("(?i)fenced|migrated");
                Aftermath.verify("the same, afterwards", installation, reader, sent);
            }
        }
    }

    private static AppProcess start(Installation installation, String instance) {
        return AppProcess.start(installation, instance, "enricher,fallback").awaitReady();
    }

    private static Set<String> abandoned(LiveReader reader) {
        return reader.attempts().stream()
                .filter(attempt -> attempt.outcome().equals("ABANDONED"))
                .filter(attempt -> attempt.instance().equals(OTHER))
                .map(LiveReader.Attempt::requestId)
                .collect(Collectors.toSet());
    }

    private static Set<String> answerers(LiveReader reader, Instant sentAfter) {
        return reader.answers().stream()
                .filter(answer -> answer.sentAt().isAfter(sentAfter))
                .map(LiveReader.Answer::instance)
                .collect(Collectors.toSet());
    }

    private static Set<Integer> partitions(LiveReader reader, Instant sentAfter) {
        return reader.answers().stream()
                .filter(answer -> answer.sentAt().isAfter(sentAfter))
                .map(LiveReader.Answer::partition)
                .collect(Collectors.toSet());
    }
}
