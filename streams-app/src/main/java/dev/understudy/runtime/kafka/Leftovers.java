package dev.understudy.runtime.kafka;

import dev.understudy.config.Namespace;
import dev.understudy.config.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * What replays have on a cluster: topics, groups, and transactions that nobody ends. Removes nothing else: names are taken
 * from the cluster, and each must be that of a replay.
 */
public final class Leftovers {
    /** More than the session timeout of an instance that was killed. */
    private static final Duration UNTIL_IDLE = Duration.ofSeconds(15);

    private static final Duration UNTIL_GONE = Duration.ofSeconds(15);
    private static final List<Role> APPLICATIONS =
            Stream.of(Role.values()).filter(Role::isApplication).toList();

    private final Broker broker;

    /** Those on a cluster; the broker stays the caller's to close. */
    public Leftovers(Broker broker) {
        this.broker = broker;
    }

    /** The replays that there is anything of. */
    public Set<String> runs() {
        Set<String> runs = new TreeSet<>();
        Stream.concat(broker.topicNames().stream(), broker.groups().stream())
                .map(Namespace::replayOf)
                .flatMap(Optional::stream)
                .forEach(namespace -> runs.add(namespace.run()));
        return runs;
    }

    /**
     * Waits until no instance is at work in a replay: one that was killed is a member for some seconds more.
     *
     * @throws StartupException when one still is
     */
    public void awaitIdle(Namespace namespace) {
        boolean idle = within(
                UNTIL_IDLE,
                () -> APPLICATIONS.stream().map(namespace::applicationId).noneMatch(broker::hasMembers));
        if (!idle) {
            throw new StartupException("replay: " + namespace.run()
                    + " is at work in another process; let it end, or stop it and try again");
        }
    }

    /**
     * Removes all that there is of a replay; returns the topics that were there.
     *
     * @throws StartupException when an instance is at work in it, or the broker refuses
     */
    public Set<String> remove(Namespace namespace) {
        if (!namespace.isReplay()) {
            throw new IllegalArgumentException("only replays are removed");
        }
        awaitIdle(namespace);
        List<String> open = broker.openTransactions(id -> isOf(namespace, id));
        if (!open.isEmpty()) {
            broker.endTransactions(open);
        }
        Set<String> topics = topics(namespace);
        broker.deleteTopics(topics);
        broker.deleteGroups(broker.groups().stream()
                .filter(group -> isOf(namespace, group))
                .toList());
        if (!within(UNTIL_GONE, () -> topics(namespace).isEmpty())) {
            throw new StartupException("topics: deleted, but still there after " + UNTIL_GONE.toSeconds() + " s: "
                    + topics(namespace) + "; look at the broker's log (delete.topic.enable), then run: understudy replay "
                    + "clean --run " + namespace.run());
        }
        return topics;
    }

    private Set<String> topics(Namespace namespace) {
        Set<String> topics = new TreeSet<>();
        broker.topicNames().stream().filter(topic -> isOf(namespace, topic)).forEach(topics::add);
        return topics;
    }

    static boolean isOf(Namespace namespace, String name) {
        return Namespace.replayOf(name).filter(namespace::equals).isPresent();
    }

    private static boolean within(Duration time, BooleanSupplier condition) {
        long end = System.nanoTime() + time.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        return true;
    }
}
