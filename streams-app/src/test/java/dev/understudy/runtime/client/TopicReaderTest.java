package dev.understudy.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.kafka.StartupException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicReaderTest {
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    @Test
    void shouldRefuseToGiveAPartWhenTheBrokersFallSilent() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        try (TopicReader reader = new TopicReader(consumer, Duration.ofMillis(50))) {
            reader.seek(Map.of(PARTITION, 0L));
            consumer.addRecord(new ConsumerRecord<>("t", 0, 0, new byte[0], new byte[0]));
            List<Long> offsets = new ArrayList<>();

            assertThatThrownBy(() -> reader.readTo(Map.of(PARTITION, 3L), record -> offsets.add(record.offset())))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("2 records of [t-0] did not come");
            assertThat(offsets).containsExactly(0L);
        }
    }
}
