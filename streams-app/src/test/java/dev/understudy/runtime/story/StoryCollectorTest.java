package dev.understudy.runtime.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Topics;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.ParkReason;
import dev.understudy.domain.request.Parking;
import dev.understudy.domain.request.ResolvedMark;
import dev.understudy.runtime.letters.DeadLetter;
import dev.understudy.testing.SampleRequests;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class StoryCollectorTest {
    private static final Instant NOW = Instant.parse("2026-03-14T02:00:00Z");

    private final StoryCollector collector = new StoryCollector("a");

    @Test
    void shouldTellEpisodesApartAndTheOldestFirst() {
        collector.add("first", parked("later", 2, NOW.plusSeconds(60)));
        collector.add("first", parked("earlier", 1, NOW));

        assertThat(collector.story().episodes())
                .extracting(Episode::incidentId)
                .containsExactly("incident-earlier", "incident-later");
    }

    @Test
    void shouldTellEachParkingOnceAndInOrder() {
        EnrichmentRequest request = parked("a", 1, NOW);
        collector.add("second", again(request));
        collector.add("first", request);
        collector.add("first", request);
        collector.add(new ResolvedMark("incident-a", 2, NOW.plusSeconds(90)));
        collector.add(new ResolvedMark("incident-of-another", 2, NOW));

        assertThat(collector.story().episodes()).singleElement().satisfies(episode -> {
            assertThat(episode.of(StoryEvent.Parked.class))
                    .extracting(StoryEvent.Parked::provider)
                    .containsExactly("first", "second");
            assertThat(episode.events()).hasSize(4).first().isInstanceOf(StoryEvent.CameIn.class);
            assertThat(episode.events()).last().isInstanceOf(StoryEvent.Ended.class);
        });
    }

    @Test
    void shouldTakeADeadLetterByItsKeyOrItsOrigin() {
        Alert alert = SampleRequests.tried("a", 0, null, NOW).alert();
        collector.add("first", SampleRequests.on("default", alert));
        collector.add(letter(8), "another");
        assertThat(letters()).isZero();

        collector.add(letter(8), "a");
        collector.add(letter(0), null);
        assertThat(letters()).isEqualTo(2);
        assertThat(collector.story().episodes()).hasSize(1);
    }

    private long letters() {
        return collector.story().episodes().stream()
                .mapToLong(episode -> episode.of(StoryEvent.DeadLettered.class).size())
                .sum();
    }

    private static DeadLetter letter(long offset) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                Topics.DEAD_LETTER,
                0,
                offset,
                NOW.plusSeconds(1).toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                null,
                null,
                new RecordHeaders(),
                Optional.empty());
        record.headers()
                .add("error.topic", Topics.INCIDENTS.getBytes(UTF_8))
                .add("error.partition", "0".getBytes(UTF_8))
                .add("error.offset", Long.toString(offset).getBytes(UTF_8));
        return DeadLetter.of(record);
    }

    private static EnrichmentRequest parked(String fingerprint, long sequence, Instant now) {
        return SampleRequests.tried(fingerprint, sequence, null, now)
                .parked(new Parking(ParkReason.CIRCUIT_OPEN, 1, now, now, now));
    }

    private static EnrichmentRequest again(EnrichmentRequest request) {
        Instant later = NOW.plusSeconds(30);
        return request.parked(new Parking(ParkReason.CIRCUIT_OPEN, 2, NOW, later, later.plusSeconds(10)));
    }
}
