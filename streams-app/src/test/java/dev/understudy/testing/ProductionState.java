package dev.understudy.testing;

import dev.understudy.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * All that a cluster and its registry hold by name: what somebody who touches nothing leaves as it is.
 *
 * @param ends end of each partition of each topic, those of Kafka itself left out
 * @param offsets what each group has committed
 * @param subjects versions of each subject
 */
public record ProductionState(
        Map<String, Long> ends, Map<String, Map<TopicPartition, Long>> offsets, Map<String, String> subjects) {
    private static final Pattern NAME = Pattern.compile("\"([^\"]+)\"");

    /** As it is now. */
    public static ProductionState of(Sandbox sandbox) {
        try (Admin admin = sandbox.broker().admin()) {
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            admin.describeTopics(admin.listTopics().names().get())
                    .allTopicNames()
                    .get()
                    .forEach((topic, description) -> description
                            .partitions()
                            .forEach(partition ->
                                    asked.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest())));
            Map<String, Long> ends = new TreeMap<>();
            admin.listOffsets(asked).all().get().forEach((at, end) -> ends.put(at.toString(), end.offset()));
            Map<String, Map<TopicPartition, Long>> offsets = new TreeMap<>();
            for (GroupListing group : admin.listGroups().all().get()) {
                Map<TopicPartition, Long> committed = new HashMap<>();
                admin.listConsumerGroupOffsets(group.groupId())
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .forEach((at, offset) -> committed.put(at, offset.offset()));
                offsets.put(group.groupId(), committed);
            }
            return new ProductionState(
                    ends, offsets, subjects(sandbox.registry().url()));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> subjects(String registry) throws InterruptedException {
        Map<String, String> subjects = new TreeMap<>();
        List<String> names = NAME.matcher(get(registry + "/subjects"))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        for (String subject : names) {
            subjects.put(subject, get(registry + "/subjects/" + subject + "/versions"));
        }
        return subjects;
    }

    private static String get(String address) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
