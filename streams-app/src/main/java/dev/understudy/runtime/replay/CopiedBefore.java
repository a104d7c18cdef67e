package dev.understudy.runtime.replay;

import dev.understudy.config.Namespace;
import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.request.RequestIds;
import dev.understudy.enricher.ReplayedFrom;
import dev.understudy.runtime.client.TopicReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What a run that was cut off has copied, read back from the topic of its alerts.
 *
 * @param requests requests whose alert is there
 * @param mark what it was begun with; null when nothing is there
 */
record CopiedBefore(Set<String> requests, @Nullable RunMark mark) {

    static CopiedBefore read(UnderstudyConfig config, Namespace namespace) {
        Set<String> requests = new HashSet<>();
        RunMark[] mark = new RunMark[1];
        try (TopicReader reader = TopicReader.connect(config)) {
            List<TopicPartition> partitions = reader.partitions(namespace.topic(Topics.INCIDENTS));
            reader.seek(reader.starts(partitions, null));
            reader.readTo(reader.ends(partitions), record -> {
                byte[] from = value(record, ReplayedFrom.HEADER);
                byte[] begun = value(record, RunMark.headerName());
                if (from != null && begun != null) {
                    ReplayedFrom.parse(from).map(RequestIds::requestId).ifPresent(requests::add);
                    RunMark.parse(begun).ifPresent(found -> mark[0] = found);
                }
            });
        }
        return new CopiedBefore(requests, mark[0]);
    }

    private static byte @Nullable [] value(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : header.value();
    }
}
