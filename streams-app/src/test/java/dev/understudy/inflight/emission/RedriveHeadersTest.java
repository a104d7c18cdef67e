package dev.understudy.inflight.emission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.alert.RawHeader;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.ParkReason;
import dev.understudy.domain.request.Parking;
import dev.understudy.testing.ManualParts;
import dev.understudy.testing.SampleRequests;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedriveHeadersTest {
    private static final RawHeader TWICE = new RawHeader(RedriveHeaders.COUNT, "2".getBytes(UTF_8));

    private final ManualParts parts = new ManualParts();

    @AfterEach
    void close() {
        parts.close();
    }

    @Test
    void shouldStayWithADeadLetterWhoseOtherHeadersAreTooLong() {
        RawHeader large = new RawHeader("large", new byte[parts.config.maxRecordBytes() / 2]);

        Output letter = encoded(new Emission.DeadLettered(
                original(List.of(large, TWICE)), new DeadLetterReason("NOT_JSON", "decode", "")));

        assertThat(letter.headers())
                .contains(TWICE)
                .extracting(RawHeader::key)
                .contains("error.original-header-bytes")
                .doesNotContain("large");
    }

    @Test
    void shouldStayWithARequestThatIsParked() {
        Instant now = Instant.EPOCH;
        EnrichmentRequest request =
                SampleRequests.tried("a", 1, null, now).parked(new Parking(ParkReason.CIRCUIT_OPEN, 1, now, now, now));

        Output parked = encoded(new Emission.Parked("first", request, original(List.of(TWICE))));

        assertThat(parked.headers()).contains(TWICE);
    }

    @Test
    void shouldNotCarryWhatIsTooLongToBeACount() {
        RawHeader wrong = new RawHeader(RedriveHeaders.COUNT, new byte[parts.config.maxRecordBytes() / 2]);

        Output letter = encoded(
                new Emission.DeadLettered(original(List.of(wrong)), new DeadLetterReason("NOT_JSON", "decode", "")));

        assertThat(letter.headers()).doesNotContain(wrong);
    }

    private Output encoded(Emission emission) {
        return parts.owner.encoder().encode(emission).get(0);
    }

    private static RawRecord original(List<RawHeader> headers) {
        return new RawRecord(new RecordRef("incidents", 0, 1, Instant.EPOCH, 0), null, "{".getBytes(UTF_8), headers);
    }
}
