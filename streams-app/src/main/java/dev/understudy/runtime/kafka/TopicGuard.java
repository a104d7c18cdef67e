package dev.understudy.runtime.kafka;

import dev.understudy.config.UnderstudyConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds whether our topics are there as they were at the start. Kafka Streams does not tell: a producer
 * asks for a topic that was deleted until its transaction is fenced, begins anew, and so for ever. Says once what is
 * wrong, when two looks in a row agree; a broker that gives no answer tells nothing.
 */
public final class TopicGuard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicGuard.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration WAIT = Duration.ofSeconds(5);

    private final UnderstudyConfig config;
    private final List<TopicSettings> topics;
    private final int partitions;
    private final Consumer<String> onProblem;
    private final Broker broker;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(TopicGuard::daemon);
    private @Nullable String suspected;
    private boolean told;

    private TopicGuard(UnderstudyConfig config, Installation installation, Consumer<String> onProblem) {
        this.config = config;
        this.topics = TopicSettings.of(config, installation.namespace());
        this.partitions = installation.partitions();
        this.onProblem = onProblem;
        this.broker = Broker.connect(config, WAIT);
    }

    /**
     * Begins to look.
     *
     * @param onProblem told once, on a thread of the guard, what is wrong and what to do
     */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the thread
    public static TopicGuard start(UnderstudyConfig config, Installation installation, Consumer<String> onProblem) {
        TopicGuard guard = new TopicGuard(config, installation, onProblem);
        guard.thread.scheduleWithFixedDelay(guard::look, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        return guard;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "topic-guard");
        thread.setDaemon(true);
        return thread;
    }

    private void look() {
        try {
            String problem = problem(
                    broker.partitions(topics.stream().map(TopicSettings::name).toList()));
            if (problem != null && problem.equals(suspected) && !told) {
                told = true;
                onProblem.accept(problem);
            }
            suspected = problem;
        } catch (RuntimeException away) {
            LOG.atDebug().setCause(away).log("the broker did not tell about topics");
        }
    }

    private @Nullable String problem(Map<String, Integer> existing) {
        for (TopicSettings topic : topics) {
            Integer count = existing.get(topic.name());
            if (count == null) {
                return "topics: " + topic.name() + " is gone from "
                        + config.kafka().get("bootstrap.servers") + "; run: understudy topics create, then start again";
            }
            int before = topic.partitions(partitions);
            if (count != before) {
                return "topics: " + topic.name() + " has " + count + " partitions now, and had " + before
                        + " at the start; delete it, run: understudy topics create, then start again";
            }
        }
        return null;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        broker.close();
    }
}
