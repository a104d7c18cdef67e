package dev.understudy.inflight.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Role;
import dev.understudy.provider.CallPermits;
import dev.understudy.provider.SampleProviders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DispatcherTest {
    private static final int WARNING = 2;
    private static final int CRITICAL = 4;
    private static final int PERMITS = 10;
    private static final int TASKS = 12;

    private final Dispatcher dispatcher = new Dispatcher(
            CallPermits.create(SampleProviders.config(
                    Map.of("p", SampleProviders.openAi().maxConcurrent(PERMITS).build()), PERMITS)),
            Map.of("p", PERMITS));
    private final List<Mailbox<Message>> tasks =
            IntStream.range(0, TASKS).mapToObj(task -> new Mailbox<Message>()).toList();
    private int second;

    @Test
    void shouldServeACriticalAlertAtTheNextReleaseThoughFiveThousandWarningsWaitOverAllTasks() {
        takeAllPermits();
        for (int i = 0; i < 5_000; i++) {
            enqueue("warning-" + i, WARNING);
        }
        enqueue("critical", CRITICAL);

        dispatcher.release("p", Role.ENRICHER);
        assertThat(granted()).containsExactly("critical");

        List<String> rest = new ArrayList<>();
        while (dispatcher.queued() > 0) {
            dispatcher.release("p", Role.ENRICHER);
            rest.addAll(granted());
        }
        assertThat(rest).hasSize(5_000).startsWith("warning-0", "warning-1").doesNotHaveDuplicates();
    }

    @Test
    void shouldServeTheOldestOnceInTenThoughMoreUrgentAlertsKeepComing() {
        takeAllPermits();
        for (int i = 0; i < 3; i++) {
            enqueue("warning-" + i, WARNING);
        }
        List<String> served = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            enqueue("critical-" + i, CRITICAL);
            dispatcher.release("p", Role.ENRICHER);
            served.addAll(granted());
        }

        assertThat(served).hasSize(40);
        assertThat(served.indexOf("warning-0")).isEqualTo(WaitingTickets.MOST_PASSES);
        assertThat(served).contains("warning-1", "warning-2");
        assertThat(served).filteredOn(id -> id.startsWith("critical")).hasSizeGreaterThanOrEqualTo(36);
    }

    @Test
    void shouldNotLetAStormAtTheEnricherStarveParkedRequests() {
        takeAllPermits();
        for (int i = 0; i < 3; i++) {
            dispatcher.enqueue(ticket("parked-" + i, Role.FALLBACK, WARNING));
        }
        List<String> served = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            enqueue("critical-" + i, CRITICAL);
            dispatcher.release("p", Role.ENRICHER);
            served.addAll(granted());
        }

        assertThat(served).hasSize(40).contains("parked-0", "parked-1", "parked-2");
        assertThat(served.indexOf("parked-0")).isEqualTo(WaitingTickets.MOST_PASSES);
    }

    @Test
    void shouldForgetWhoeverIsWithdrawn() {
        takeAllPermits();
        Ticket gone = ticket("gone", WARNING);
        dispatcher.enqueue(gone);
        enqueue("stays", WARNING);

        assertThat(dispatcher.withdraw(gone)).isTrue();
        dispatcher.release("p", Role.ENRICHER);

        assertThat(granted()).containsExactly("stays");
        assertThat(dispatcher.withdraw(gone)).isFalse();
        assertThat(dispatcher.queued()).isZero();
    }

    private void takeAllPermits() {
        for (int i = 0; i < PERMITS; i++) {
            assertThat(dispatcher.tryAcquire("p", Role.ENRICHER)).isTrue();
        }
        assertThat(dispatcher.tryAcquire("p", Role.ENRICHER)).isFalse();
    }

    private void enqueue(String requestId, int priority) {
        dispatcher.enqueue(ticket(requestId, priority));
    }

    private Ticket ticket(String requestId, int priority) {
        return ticket(requestId, Role.ENRICHER, priority);
    }

    private Ticket ticket(String requestId, Role role, int priority) {
        second++;
        return new Ticket(requestId, "p", role, priority, Instant.ofEpochSecond(second), tasks.get(second % TASKS));
    }

    private List<String> granted() {
        List<String> granted = new ArrayList<>();
        for (Mailbox<Message> task : tasks) {
            for (Message message = task.poll(); message != null; message = task.poll()) {
                granted.add(((Message.Granted) message).ticket().requestId());
            }
        }
        return granted;
    }
}
