package dev.understudy.cli.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.Topics;
import dev.understudy.runtime.letters.DeadLetter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class LetterTextTest {
    @Test
    void shouldShowTextAsText() {
        assertThat(LetterText.whole(letter("{\"a\":\n1}".getBytes(UTF_8))))
                .containsSequence(
                        "reason       NOT_JSON (decode): line 1 [31m",
                        "came from    incidents-2 offset 9 element 4",
                        "key          k",
                        "header       traceparent: 00-1",
                        "value        8 bytes of text",
                        "  {\"a\":",
                        "  1}");
    }

    @Test
    void shouldShowOtherBytesInHexadecimal() {
        assertThat(LetterText.whole(letter(new byte[] {0, 0, 0, 0, 7, 'a', (byte) 0xff})))
                .endsWith("value        7 bytes", "  000000  00 00 00 00 07 61 ff                             .....a.");
    }

    @Test
    void shouldShowATombstone() {
        assertThat(LetterText.whole(letter(null))).endsWith("value        none (a tombstone)");
    }

    @Test
    void shouldBeARowOfAList() {
        assertThat(LetterText.row(letter(new byte[7])))
                .startsWith("1-5         1970-01-01T00:00:00Z  NOT_JSON")
                .endsWith("        7  k");
    }

    private static DeadLetter letter(byte[] value) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(Topics.DEAD_LETTER, 1, 5, "k".getBytes(UTF_8), value);
        Headers headers = record.headers();
        headers.add("traceparent", "00-1".getBytes(UTF_8));
        headers.add("error.reason", "NOT_JSON".getBytes(UTF_8));
        headers.add("error.stage", "decode".getBytes(UTF_8));
        headers.add("error.message", "line 1\u001b[31m".getBytes(UTF_8));
        headers.add("error.topic", "incidents".getBytes(UTF_8));
        headers.add("error.partition", "2".getBytes(UTF_8));
        headers.add("error.offset", "9".getBytes(UTF_8));
        headers.add("error.index", "4".getBytes(UTF_8));
        return DeadLetter.of(record);
    }
}
