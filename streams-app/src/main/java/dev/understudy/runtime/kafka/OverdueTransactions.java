package dev.understudy.runtime.kafka;

import dev.understudy.config.Namespace;
import dev.understudy.config.Role;
import dev.understudy.config.UnderstudyConfig;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the transactions that a dead instance left open, within a second of their timeout. Until a transaction ends, no
 * read_committed reader sees what lies behind it; the broker ends it too, but looks for such only every 10 s
 * ({@code transaction.abort.timed.out.transaction.cleanup.interval.ms}). See ADR 014. On one thread of its own.
 */
public final class OverdueTransactions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OverdueTransactions.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration WAIT = Duration.ofSeconds(5);

    private final Admin admin;
    private final ListTransactionsOptions overdue;
    private final Namespace namespace;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread created = new Thread(task, "understudy-overdue-transactions");
        created.setDaemon(true);
        return created;
    });
    private boolean failing;

    private OverdueTransactions(Admin admin, Duration timeout, Namespace namespace) {
        this.namespace = namespace;
        this.admin = admin;
        this.overdue = new ListTransactionsOptions()
                .filterStates(Set.of(TransactionState.ONGOING))
                .filterOnDuration(timeout.toMillis());
    }

    /** Begins to look for those of the applications of a namespace. */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the thread
    public static OverdueTransactions start(UnderstudyConfig config, Namespace namespace) {
        Map<String, Object> properties = ClientSettings.admin(config);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(WAIT.toMillis()));
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(WAIT.toMillis()));
        OverdueTransactions started = new OverdueTransactions(Admin.create(properties), timeout(config), namespace);
        started.thread.scheduleWithFixedDelay(
                started::round, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return started;
    }

    /** How long our transactions may be open: the same for both applications. */
    private static Duration timeout(UnderstudyConfig config) {
        Object millis = StreamsSettings.of(config, Role.ENRICHER, Namespace.STANDARD)
                .get(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG));
        return Duration.ofMillis(Long.parseLong(String.valueOf(millis)));
    }

    private void round() {
        try {
            List<String> ids = answer(admin.listTransactions(overdue).all().toCompletionStage()).stream()
                    .map(TransactionListing::transactionalId)
                    .filter(this::isOurs)
                    .toList();
            if (!ids.isEmpty()) {
                answer(admin.fenceProducers(ids).all().toCompletionStage());
                LOG.atWarn()
                        .addKeyValue("transactions", ids)
                        .log("ended transactions that were open for longer than transaction.timeout.ms: "
                                + "an instance has died or stands still");
            }
            failing = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            failed(e.getCause() == null ? e : e.getCause());
        }
    }

    private static <T> T answer(CompletionStage<T> stage)
            throws InterruptedException, ExecutionException, TimeoutException {
        return stage.toCompletableFuture().get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean isOurs(String transactionalId) {
        return Arrays.stream(Role.values())
                .filter(Role::isApplication)
                .anyMatch(role -> transactionalId.startsWith(namespace.applicationId(role) + "-"));
    }

    private void failed(Throwable problem) {
        if (problem instanceof UnsupportedVersionException) {
            LOG.atWarn()
                    .addKeyValue("problem", problem.getMessage())
                    .log("the broker (older than 3.8) cannot tell overdue transactions: "
                            + "after a crash, readers wait for up to 10 s longer");
            thread.shutdown();
        } else if (!failing) {
            failing = true;
            LOG.atWarn()
                    .addKeyValue("problem", String.valueOf(problem.getMessage()))
                    .log(
                            "overdue transactions could not be looked for; tried again every second. When this user is not "
                                    + "allowed to, grant Describe and Write on transactional ids with the prefix understudy-");
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        admin.close(Duration.ofSeconds(1));
    }
}
