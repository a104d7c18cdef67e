package dev.understudy.inflight.emission;

import dev.understudy.domain.alert.UnreadableReason;

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

    /** Work that threw. The message of an exception may quote the record, so only its type is told; sizes are told in full. */
    public static DeadLetterReason thrown(String stage, RuntimeException bug) {
        if (bug instanceof OversizedRecordException oversized) {
            return new DeadLetterReason(
                    UnreadableReason.TOO_LARGE.name(), stage, String.valueOf(oversized.getMessage()));
        }
        return new DeadLetterReason(
                BUG, stage, "work on this record threw " + bug.getClass().getName());
    }
}
