package dev.understudy.inflight.emission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.config.Topics;
import dev.understudy.domain.alert.RawHeader;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RecordLimitTest {
    private static final int MAX = 64 * 1024;
    private static final RecordRef ORIGIN = new RecordRef(Topics.INCIDENTS, 1, 2, Instant.EPOCH, 0);
    private static final DeadLetterReason REASON = new DeadLetterReason("TOO_LARGE", "process", "too large");

    private final RecordLimit limit = new RecordLimit(MAX);
    private final DeadLetterRecord letters = new DeadLetterRecord("one", 1024 * 1024, limit);

    @Test
    void shouldRefuseAnEntryThatWouldNotFitAndTellSizesOnly() {
        assertThatCode(() -> limit.checkEntry("id", new byte[MAX - 1024])).doesNotThrowAnyException();
        assertThatThrownBy(() -> limit.checkEntry("secret", new byte[MAX]))
                .isInstanceOf(OversizedRecordException.class)
                .hasMessageContaining(Integer.toString(MAX))
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldSayWithoutMakingItThatWhatComesOfAShortRecordFits() {
        RecordLimit usual = new RecordLimit(8 * 1024 * 1024);

        assertThat(usual.isAmpleFor(new RawRecord(ORIGIN, bytes("key"), new byte[200 * 1024], List.of())))
                .isTrue();
        assertThat(usual.isAmpleFor(new RawRecord(ORIGIN, bytes("key"), new byte[300 * 1024], List.of())))
                .isFalse();
        assertThat(usual.isAmpleFor(new RawRecord(ORIGIN, null, null, List.of(header(300 * 1024)))))
                .isFalse();
    }

    @Test
    void shouldKeepADeadLetterWholeThatFits() {
        RawRecord original = new RawRecord(ORIGIN, bytes("key"), bytes("value"), List.of(header(10)));

        Output letter = letters.of(original, REASON);

        assertThat(letter.key()).isEqualTo(bytes("key"));
        assertThat(letter.value()).isEqualTo(bytes("value"));
        assertThat(names(letter)).containsKeys("large", "error.reason").doesNotContainKey("error.original-bytes");
    }

    @Test
    void shouldCutWhatIsTooLongSoThatADeadLetterAlwaysFits() {
        RawRecord original = new RawRecord(ORIGIN, new byte[MAX], new byte[MAX], List.of(header(MAX)));

        Output letter = letters.of(original, REASON);

        assertThatCode(() -> limit.check(letter)).doesNotThrowAnyException();
        assertThat(names(letter))
                .containsEntry("error.original-bytes", Integer.toString(MAX))
                .containsEntry("error.original-key-bytes", Integer.toString(MAX))
                .containsKey("error.original-header-bytes")
                .doesNotContainKey("large");
    }

    private static Map<String, String> names(Output output) {
        return output.headers().stream()
                .collect(Collectors.toMap(RawHeader::key, header -> new String(header.value(), UTF_8)));
    }

    private static RawHeader header(int length) {
        byte[] value = new byte[length];
        Arrays.fill(value, (byte) 'h');
        return new RawHeader("large", value);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
