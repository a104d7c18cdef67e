package dev.understudy.runtime.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.testing.ManualParts;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class IncidentFilterTest {
    private static final Set<String> ANY = Set.of();

    @Test
    void shouldTellByHeadersAndKeyAlone() {
        assertThat(takes(filter(Set.of(), Set.of(), null, ANY, ANY))).isTrue();
        assertThat(takes(filter(
                        Set.of(Severity.CRITICAL),
                        Set.of(EnrichmentOutcome.COMPLETE),
                        false,
                        Set.of("openai"),
                        Set.of("00|ff"))))
                .isTrue();
        assertThat(takes(filter(Set.of(Severity.HIGH), Set.of(), null, ANY, ANY)))
                .isFalse();
        assertThat(takes(filter(Set.of(), Set.of(EnrichmentOutcome.REUSED), null, ANY, ANY)))
                .isFalse();
        assertThat(takes(filter(Set.of(), Set.of(), true, ANY, ANY))).isFalse();
        assertThat(takes(filter(Set.of(), Set.of(), null, Set.of("local"), ANY)))
                .isFalse();
        assertThat(takes(filter(Set.of(), Set.of(), null, ANY, Set.of("ff")))).isFalse();
    }

    private static IncidentFilter filter(
            Set<Severity> severities,
            Set<EnrichmentOutcome> outcomes,
            Boolean degraded,
            Set<String> providers,
            Set<String> fingerprints) {
        return new IncidentFilter(severities, outcomes, degraded, providers, fingerprints, ANY);
    }

    /** Its value is none that could be decoded. */
    private static boolean takes(IncidentFilter filter) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("incidents.enriched", 0, 0, "acme|00\\|ff".getBytes(UTF_8), new byte[0]);
        record.headers()
                .add("severity", "CRITICAL".getBytes(UTF_8))
                .add("outcome", "COMPLETE".getBytes(UTF_8))
                .add("degraded", "false".getBytes(UTF_8))
                .add("provider", "openai".getBytes(UTF_8));
        try (ManualParts parts = new ManualParts()) {
            return filter.on(parts.codecs.codec(dev.understudy.serde.Contract.ENRICHED_INCIDENT, "incidents.enriched"))
                    .test(record);
        }
    }
}
