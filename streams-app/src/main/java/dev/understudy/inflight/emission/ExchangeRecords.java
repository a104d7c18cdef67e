package dev.understudy.inflight.emission;

import static dev.understudy.inflight.emission.OutputEncoder.header;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.config.Topics;
import dev.understudy.domain.attempt.RecordedExchange;
import dev.understudy.serde.Codec;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes recorded exchanges under the hash of their question. A record that is too long must not cost the answer: it is
 * kept without the words of the question, and if that does not help not at all.
 *
 * @param limit what a record has to fit into
 */
record ExchangeRecords(Codec<RecordedExchange> codec, RecordLimit limit) {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeRecords.class);

    /** The record of an exchange; none when it does not fit. */
    List<Output> of(RecordedExchange exchange) {
        List<Output> fitting = Stream.of(exchange, exchange.withoutWords())
                .map(this::record)
                .filter(output -> limit.fits(output.key(), output.value(), output.headers()))
                .limit(1)
                .toList();
        if (fitting.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("requestId", exchange.requestId())
                    .addKeyValue("provider", exchange.question().provider())
                    .log("An exchange is too long to be recorded; raise kafka.max.request.size");
        }
        return fitting;
    }

    private Output record(RecordedExchange exchange) {
        return new Output(
                Topics.EXCHANGES,
                exchange.question().promptHash().getBytes(UTF_8),
                codec.encode(exchange),
                List.of(
                        header("content-type", OutputEncoder.AVRO),
                        header("provider", exchange.question().provider()),
                        header("model", exchange.question().model())));
    }
}
