package dev.understudy.testing;

import dev.understudy.enricher.EnricherNames;
import dev.understudy.fallback.FallbackNames;
import dev.understudy.sandbox.broker.SandboxBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** What an installation leaves in the broker: entries of its stores, read back from their changelogs, and open transactions. */
public final class Remains {
    private static final List<String> STORES_OF_WORK = List.of(
            EnricherNames.changelog(EnricherNames.IN_FLIGHT_STORE),
            EnricherNames.changelog(EnricherNames.AWAITING_SCHEMA_STORE),
            FallbackNames.changelog(FallbackNames.IN_FLIGHT_STORE),
            FallbackNames.changelog(FallbackNames.DUE_STORE),
            FallbackNames.changelog(FallbackNames.DUE_BY_INCIDENT_STORE));

    private final SandboxBroker broker;

    public Remains(SandboxBroker broker) {
        this.broker = broker;
    }

    /** Changelog and key of each entry that is left in a store of work, as whoever restores the store would find it. */
    public Set<String> entries() {
        try (KafkaConsumer<byte[], byte[]> consumer = CommittedReads.consumer(broker.bootstrapServers())) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.listTopics().forEach((topic, infos) -> {
                if (STORES_OF_WORK.contains(topic)) {
                    infos.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
                }
            });
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Set<String> left = new TreeSet<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    String entry = record.topic() + " " + new String(record.key(), StandardCharsets.UTF_8);
                    if (record.value() == null) {
                        left.remove(entry);
                    } else {
                        left.add(entry);
                    }
                });
            }
            return left;
        }
    }

    /** Transactions that are neither committed nor aborted. */
    public List<String> openTransactions() {
        try (Admin admin = broker.admin()) {
            return admin
                    .listTransactions(new ListTransactionsOptions()
                            .filterStates(Set.of(
                                    TransactionState.ONGOING,
                                    TransactionState.PREPARE_COMMIT,
                                    TransactionState.PREPARE_ABORT)))
                    .all()
                    .get()
                    .stream()
                    .map(TransactionListing::toString)
                    .toList();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
