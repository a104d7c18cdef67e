package dev.understudy.inflight.emission;

/** A record that Kafka would not take from us. Its message tells sizes, never contents. */
public final class OversizedRecordException extends RuntimeException {
    OversizedRecordException(String what, long bytes, int maxBytes) {
        super(what + " of this record would take " + bytes + " bytes, and we write up to " + maxBytes
                + "; lower max-alert-bytes or raise kafka.max.request.size");
    }
}
