package dev.understudy.runtime.kafka;

import dev.understudy.config.Namespace;
import dev.understudy.config.Role;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

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
    private final Admin admin;

    /** Those on a cluster; the broker stays the caller's to close. */
    public Leftovers(Broker broker) {
        this.broker = broker;
        this.admin = broker.admin();
    }

    /** The replays that there is anything of. */
    public Set<String> runs() {
        Set<String> runs = new TreeSet<>();
        Stream.concat(broker.topicNames().stream(), groups().stream())
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
                () -> APPLICATIONS.stream().map(namespace::applicationId).noneMatch(this::hasMembers));
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
        List<String> open = openTransactions(namespace);
        if (!open.isEmpty()) {
            endTransactions(open);
        }
        Set<String> topics = topics(namespace);
        deleteTopics(topics);
        deleteGroups(groups().stream().filter(group -> isOf(namespace, group)).toList());
        if (!within(UNTIL_GONE, () -> topics(namespace).isEmpty())) {
            throw new StartupException("topics: deleted, but still there after " + UNTIL_GONE.toSeconds() + " s: "
                    + topics(namespace)
                    + "; look at the broker's log (delete.topic.enable), then run: understudy replay "
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

    /** The names of all groups that we may see. */
    private Set<String> groups() {
        Set<String> groups = new TreeSet<>();
        broker.answer(admin.listGroups().all(), "list groups").forEach(group -> groups.add(group.groupId()));
        return groups;
    }

    /** Whether a group has members; false when there is no such group. */
    private boolean hasMembers(String group) {
        try {
            return broker
                    .answer(admin.describeConsumerGroups(List.of(group)).all(), "describe group " + group)
                    .values()
                    .stream()
                    .anyMatch(description -> !description.members().isEmpty());
        } catch (StartupException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return false;
            }
            throw e;
        }
    }

    /** The transactions of a replay that are neither committed nor aborted. */
    private List<String> openTransactions(Namespace namespace) {
        return broker
                .answer(
                        admin.listTransactions(
                                        new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
                                .all(),
                        "list transactions")
                .stream()
                .map(TransactionListing::transactionalId)
                .filter(id -> isOf(namespace, id))
                .toList();
    }

    /** Aborts transactions, whoever has them open. */
    private void endTransactions(Collection<String> ids) {
        requireReplays(ids);
        broker.answer(admin.fenceProducers(ids).all(), "end transactions " + ids);
    }

    /** Deletes topics of replays, and no others. */
    private void deleteTopics(Collection<String> topics) {
        requireReplays(topics);
        for (String topic : topics) {
            deleted(admin.deleteTopics(List.of(topic)).all(), "delete topic " + topic);
        }
    }

    /** Deletes groups of replays, and no others. */
    private void deleteGroups(Collection<String> groups) {
        requireReplays(groups);
        for (String group : groups) {
            deleted(admin.deleteConsumerGroups(List.of(group)).all(), "delete group " + group);
        }
    }

    private void deleted(KafkaFuture<Void> deletion, String question) {
        try {
            broker.answer(deletion, question);
        } catch (StartupException e) {
            boolean gone = e.getCause() instanceof UnknownTopicOrPartitionException
                    || e.getCause() instanceof GroupIdNotFoundException;
            if (!gone) {
                throw e;
            }
        }
    }

    /** Whatever a caller asks for: nothing of production is removed here. */
    static void requireReplays(Collection<String> names) {
        for (String name : names) {
            if (Namespace.replayOf(name).isEmpty()) {
                throw new IllegalArgumentException(name + " belongs to no replay, and only those are removed");
            }
        }
    }
}
