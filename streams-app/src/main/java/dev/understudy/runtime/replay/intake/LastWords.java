package dev.understudy.runtime.replay.intake;

import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.runtime.kafka.StartupException;
import dev.understudy.serde.Codec;
import dev.understudy.serde.UndecodableException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Keeps the last word about each request, whatever the order in which answers are heard. For use by one thread. */
public final class LastWords {
    private final Codec<EnrichedIncident> codec;
    private final Map<String, EnrichedIncident> byRequest = new HashMap<>();

    /** None yet. */
    public LastWords(Codec<EnrichedIncident> codec) {
        this.codec = codec;
    }

    /**
     * Takes an answer in; true when it is a later word than what is known.
     *
     * @throws StartupException when the record is no answer
     */
    public boolean hear(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return false;
        }
        try {
            EnrichedIncident answer = codec.decode(record.value());
            String request = answer.identity().requestId();
            EnrichedIncident known = byRequest.get(request);
            if (known != null && known.revision() >= answer.revision()) {
                return false;
            }
            byRequest.put(request, answer);
            return true;
        } catch (UndecodableException foreign) {
            throw new StartupException("topics: " + record.topic() + " holds a record that is not ours, at partition "
                    + record.partition() + ", offset " + record.offset() + " (" + foreign.getMessage() + ")");
        }
    }

    /** Them, by request id; the map grows with what is heard. */
    public Map<String, EnrichedIncident> byRequest() {
        return byRequest;
    }
}
