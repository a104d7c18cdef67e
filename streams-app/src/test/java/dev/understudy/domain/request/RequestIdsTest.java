package dev.understudy.domain.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.alert.RecordRef;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestIdsTest {
    private static final Instant START = Instant.parse("2026-03-14T01:52:00.440Z");

    @Test
    void shouldComputeTheExampleOfTheStandard() {
        // RFC 9562, appendix A.4
        UUID dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

        assertThat(RequestIds.version5(dns, "www.example.com"))
                .isEqualTo(UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
    }

    @Test
    void shouldDeriveTheSameIdForTheSamePositionForEver() {
        RecordRef origin = new RecordRef("incidents", 3, 42, START, 0);

        assertThat(RequestIds.requestId(origin)).isEqualTo("555572fa-0024-5d9e-863a-a5ef3b303716");
        assertThat(RequestIds.incidentId(null, "efb424eb31489e73", START))
                .isEqualTo("cb3ea29e-4ab0-5509-a103-edc50f4fe330");
    }

    @Test
    void shouldNotDependOnTheTimestampOfTheRecord() {
        assertThat(RequestIds.requestId(new RecordRef("incidents", 3, 42, Instant.EPOCH, 1)))
                .isEqualTo(RequestIds.requestId(new RecordRef("incidents", 3, 42, START, 1)));
    }

    @Test
    void shouldTellEveryPositionApart() {
        Set<String> ids = new HashSet<>();
        for (String topic : new String[] {"incidents", "incidents1", "1"}) {
            for (int partition = 0; partition < 12; partition++) {
                for (int offset = 0; offset < 12; offset++) {
                    for (int index = 0; index < 12; index++) {
                        ids.add(RequestIds.requestId(new RecordRef(topic, partition, offset, START, index)));
                    }
                }
            }
        }

        assertThat(ids)
                .hasSize(3 * 12 * 12 * 12)
                .allSatisfy(id -> assertThat(UUID.fromString(id).version()).isEqualTo(5));
    }

    @Test
    void shouldTellEpisodesTenantsAndFingerprintsApart() {
        assertThat(Set.of(
                        RequestIds.incidentId(null, "a", START),
                        RequestIds.incidentId(null, "a", START.plusMillis(1)),
                        RequestIds.incidentId(null, "a", null),
                        RequestIds.incidentId("a", "a", START),
                        RequestIds.incidentId("a", "", START),
                        RequestIds.incidentId(null, "a|a", START)))
                .hasSize(6);
    }
}
