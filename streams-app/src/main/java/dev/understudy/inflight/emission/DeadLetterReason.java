package dev.understudy.inflight.emission;

/**
 * Why a record became a dead letter.
 *
 * @param code stable name, for filters and metric tags
 * @param stage where it happened: decode, enrich, fallback or restore
 * @param message for humans; never record contents, never secrets
 */
public record DeadLetterReason(String code, String stage, String message) {
    /** The code of work that threw: a bug. */
    public static final String BUG = "PROCESSING_FAILED";

    /** Work that threw. The message of the exception may quote the record, so only its type is told. */
    public static DeadLetterReason thrown(String stage, RuntimeException bug) {
        return new DeadLetterReason(
                BUG, stage, "work on this record threw " + bug.getClass().getName());
    }
}
