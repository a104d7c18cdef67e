package dev.understudy.runtime.cost;

import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.runtime.client.TimeRange;
import dev.understudy.runtime.client.TopicReader;
import dev.understudy.runtime.kafka.StartupException;
import dev.understudy.serde.Codec;
import dev.understudy.serde.Codecs;
import dev.understudy.serde.Contract;
import dev.understudy.serde.UndecodableException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Adds up what the calls in {@code incidents.attempts} cost. Writes nothing, belongs to no group. */
public final class Costs {
    private Costs() {}

    /**
     * Reads the attempts of a time, and for services the answers that say which service an alert is about.
     *
     * @param range when the calls began
     * @throws StartupException when the topics cannot be read
     */
    public static CostReport read(UnderstudyConfig config, CostBy by, TimeRange range) {
        CostReport report = new CostReport(by);
        try (Codecs codecs = Codecs.create(config.schemaRegistry());
                TopicReader reader = TopicReader.connect(config)) {
            Map<String, String> services = by == CostBy.SERVICE ? services(reader, codecs, range.since()) : Map.of();
            Codec<ProviderAttempt> attempts = codecs.codec(Contract.PROVIDER_ATTEMPT, Topics.ATTEMPTS);
            readAll(reader, Topics.ATTEMPTS, range.since(), bytes -> {
                ProviderAttempt attempt = attempts.decode(bytes);
                if (range.contains(attempt.startedAt())) {
                    report.add(attempt, services.getOrDefault(attempt.requestId(), CostReport.NO_SERVICE));
                }
            });
        }
        return report;
    }

    private static Map<String, String> services(TopicReader reader, Codecs codecs, @Nullable Instant since) {
        Codec<EnrichedIncident> incidents = codecs.codec(Contract.ENRICHED_INCIDENT, Topics.ENRICHED);
        Map<String, String> services = new HashMap<>();
        readAll(reader, Topics.ENRICHED, since, bytes -> {
            EnrichedIncident incident = incidents.decode(bytes);
            String service = incident.alert().place().service();
            if (service != null) {
                services.put(incident.identity().requestId(), service.intern());
            }
        });
        return services;
    }

    /** Records are written after what they tell of, so none of a time is older than it. */
    private static void readAll(
            TopicReader reader, String topic, @Nullable Instant since, Consumer<byte @Nullable []> use) {
        List<TopicPartition> partitions = reader.partitions(topic);
        if (partitions.isEmpty()) {
            throw new StartupException("topics: " + topic + " is missing; run: understudy topics create");
        }
        reader.seek(reader.starts(partitions, since));
        reader.readTo(reader.ends(partitions), record -> {
            try {
                use.accept(record.value());
            } catch (UndecodableException foreign) {
                throw new StartupException("topics: " + topic + " holds a record that is not ours, at partition "
                        + record.partition() + ", offset " + record.offset());
            }
        });
    }
}
