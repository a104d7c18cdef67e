package dev.understudy.runtime.replay.intake;

import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.alert.RawHeader;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.runtime.client.BlockingDecoder;
import dev.understudy.runtime.client.TopicReader;
import dev.understudy.runtime.letters.DeadLetter;
import dev.understudy.runtime.letters.DeadLetters;
import dev.understudy.runtime.letters.LetterFilter;
import dev.understudy.serde.Codec;
import dev.understudy.serde.Codecs;
import dev.understudy.source.JsonAlerts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads what production was sent and what it answered. It belongs to no group and writes nothing. For use by one thread. */
public final class Production {
    /** How far a record's timestamp may be ahead of the clock of who answers it: message.timestamp.after.max.ms. */
    private static final Duration AHEAD = Duration.ofHours(1);

    private final UnderstudyConfig config;
    private final BlockingDecoder decoder;
    private final Codec<EnrichedIncident> incidents;

    /** That of an installation, read with the codecs of the caller. */
    public Production(UnderstudyConfig config, Codecs codecs, Codec<EnrichedIncident> incidents) {
        this.config = config;
        // Whether an alert is over is told by its end and the time of reading: as it was then, not as it is now.
        this.decoder = new BlockingDecoder(codecs.alertDecoder(
                record -> new JsonAlerts(Clock.fixed(record.origin().timestamp(), ZoneOffset.UTC)).read(record),
                config.maxAlertBytes()));
        this.incidents = incidents;
    }

    /**
     * The alerts that are meant.
     *
     * @param begun requests that a run has begun with: they are meant, though production has answered them since
     * @throws dev.understudy.runtime.kafka.StartupException when not all could be read
     */
    public Chosen choose(Selection selection, Set<String> begun) {
        return switch (selection.only()) {
            case ANY -> alerts(selection, Set.of());
            case DEGRADED -> alerts(selection, answeredWell(selection.range().since(), begun));
            case DEAD_LETTERS -> deadLetters(selection);
        };
    }

    private Chosen alerts(Selection selection, Set<String> answeredWell) {
        Chooser chooser = new Chooser(decoder, selection, answeredWell);
        read(Topics.INCIDENTS, selection.range().since(), record -> {
            // As the applications take it: a negative timestamp is 1970.
            Instant timestamp = Instant.ofEpochMilli(Math.max(0, record.timestamp()));
            if (selection.range().contains(timestamp)) {
                chooser.look(new RawRecord(
                        new RecordRef(record.topic(), record.partition(), record.offset(), timestamp, 0),
                        record.key(),
                        record.value(),
                        headers(record)));
            }
        });
        return chooser.chosen();
    }

    private Chosen deadLetters(Selection selection) {
        Chooser chooser = new Chooser(decoder, selection, Set.of());
        try (DeadLetters letters = DeadLetters.connect(config)) {
            letters.read(new LetterFilter(selection.range(), null, Topics.INCIDENTS, Set.of()), letter -> {
                DeadLetter.Why why = letter.why();
                chooser.look(new RawRecord(
                        new RecordRef(why.topic(), why.partition(), why.offset(), letter.at(), why.index()),
                        letter.key(),
                        letter.value(),
                        letter.headers()));
            });
        }
        return chooser.chosen();
    }

    /** Requests whose last word since then is not degraded; headers tell, no value is decoded. */
    private Set<String> answeredWell(@Nullable Instant since, Set<String> begun) {
        Map<String, Integer> revisions = new HashMap<>();
        Set<String> well = new HashSet<>();
        readAnswers(since, record -> {
            AnswerId id = AnswerId.of(record);
            if (id == null || revisions.getOrDefault(id.requestId(), -1) >= id.revision()) {
                return;
            }
            revisions.put(id.requestId(), id.revision());
            if (AnswerId.text(record, "degraded").equals("false")) {
                well.add(id.requestId());
            } else {
                well.remove(id.requestId());
            }
        });
        well.removeAll(begun);
        return well;
    }

    /** The last word that production said about each of these alerts, by request id. */
    public Map<String, EnrichedIncident> answers(List<ReplayedAlert> alerts, @Nullable Instant since) {
        Set<String> asked = new HashSet<>();
        alerts.forEach(alert -> asked.add(alert.requestId()));
        LastWords words = new LastWords(incidents);
        readAnswers(since, record -> {
            AnswerId id = AnswerId.of(record);
            if (id != null && asked.contains(id.requestId())) {
                words.hear(record);
            }
        });
        return words.byRequest();
    }

    private void readAnswers(@Nullable Instant since, Consumer<ConsumerRecord<byte[], byte[]>> use) {
        read(Topics.ENRICHED, since == null ? null : since.minus(AHEAD), use);
    }

    private void read(String topic, @Nullable Instant since, Consumer<ConsumerRecord<byte[], byte[]>> use) {
        try (TopicReader reader = TopicReader.connect(config)) {
            List<TopicPartition> partitions = reader.partitions(topic);
            reader.seek(reader.starts(partitions, since));
            reader.readTo(reader.ends(partitions), use);
        }
    }

    private static List<RawHeader> headers(ConsumerRecord<byte[], byte[]> record) {
        List<RawHeader> headers = new ArrayList<>();
        record.headers().forEach(header -> headers.add(new RawHeader(header.key(), header.value())));
        return headers;
    }
}
