package dev.understudy.scenarios.faults;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.sandbox.script.Fault;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One fault in one dialect: a cell of the matrix. */
record FaultCase(String dialect, Fault fault) {
    static final List<String> DIALECTS = List.of("openai", "anthropic", "gemini");

    /**
     * After these a provider is not asked for a while, or is asked in another way, or they need short limits that no other
     * call shall run into: each gets a provider of its own.
     */
    private static final Set<Fault> ALONE = EnumSet.of(
            Fault.UNSUPPORTED_FORMAT,
            Fault.INVALID_API_KEY,
            Fault.ACCOUNT_DEACTIVATED,
            Fault.PAYMENT_REQUIRED,
            Fault.FORBIDDEN,
            Fault.QUOTA_EXHAUSTED,
            Fault.RATE_LIMITED,
            Fault.RATE_LIMITED_NO_HINT,
            Fault.RATE_LIMITED_DATE,
            Fault.RATE_LIMITED_MILLIS,
            Fault.CONNECTION_REFUSED,
            Fault.NO_ANSWER,
            Fault.HANGING_BODY,
            Fault.SLOW_DRIP);

    static List<FaultCase> all() {
        return Arrays.stream(Fault.values())
                .flatMap(fault -> DIALECTS.stream().map(dialect -> new FaultCase(dialect, fault)))
                .toList();
    }

    static Stream<FaultCase> ofTheirOwn() {
        return all().stream().filter(cell -> ALONE.contains(cell.fault));
    }

    /** Key of its alert, and a word in the alert's text. */
    String id() {
        return dialect + "-" + fault.name().toLowerCase(Locale.ROOT);
    }

    /** The provider that has the fault. */
    String target() {
        return ALONE.contains(fault) ? id() : dialect;
    }

    /** The provider that is asked next. */
    String standIn() {
        return standIn(dialect);
    }

    static String standIn(String dialect) {
        return dialect + "-stand-in";
    }

    /** What the attempt must be called; null when the provider with the fault answers all the same. */
    @Nullable
    FailureReason name() {
        FailureReason ofTheVendor = VendorDifference.name(this);
        return ofTheVendor == null ? usualName() : ofTheVendor;
    }

    private @Nullable FailureReason usualName() {
        return switch (fault) {
            case BAD_REQUEST, UNPROCESSABLE -> FailureReason.BAD_REQUEST;
            case CONTEXT_TOO_LONG, PAYLOAD_TOO_LARGE -> FailureReason.CONTEXT_TOO_LONG;
            case CONTENT_POLICY, FILTERED_ANSWER -> FailureReason.CONTENT_FILTERED;
            case INVALID_API_KEY -> FailureReason.AUTHENTICATION_FAILED;
            case ACCOUNT_DEACTIVATED -> FailureReason.ACCOUNT_DEACTIVATED;
            case PAYMENT_REQUIRED, QUOTA_EXHAUSTED -> FailureReason.QUOTA_EXHAUSTED;
            case FORBIDDEN -> FailureReason.PERMISSION_DENIED;
            case NOT_FOUND -> FailureReason.NOT_FOUND;
            case RATE_LIMITED, RATE_LIMITED_NO_HINT, RATE_LIMITED_DATE, RATE_LIMITED_MILLIS ->
                FailureReason.RATE_LIMITED;
            case REQUEST_TIMEOUT, SERVER_ERROR, BAD_GATEWAY, UNAVAILABLE, GATEWAY_TIMEOUT -> FailureReason.SERVER_ERROR;
            case OVERLOADED, OVERLOADED_529 -> FailureReason.OVERLOADED;
            case CONNECTION_REFUSED -> FailureReason.CONNECT_FAILED;
            case RESET_BEFORE_HEADERS, CLOSE_BEFORE_HEADERS, RESET_IN_BODY -> FailureReason.CONNECTION_RESET;
            case NO_ANSWER -> FailureReason.HEADERS_TIMEOUT;
            case HANGING_BODY -> FailureReason.BODY_TIMEOUT;
            case SLOW_DRIP -> FailureReason.CALL_TIMEOUT;
            case TRUNCATED_BODY -> FailureReason.TRUNCATED_BODY;
            case EMPTY_BODY, NULL_CONTENT, EMPTY_CONTENT -> FailureReason.EMPTY_ANSWER;
            case HTML_PAGE, INVALID_UTF8, PROSE -> FailureReason.NOT_JSON;
            case WRONG_SHAPE -> FailureReason.WRONG_SHAPE;
            case CUT_ANSWER -> FailureReason.TRUNCATED_ANSWER;
            case REFUSAL -> FailureReason.REFUSED;
            case UNKNOWN_ENUM, OVERLONG_TEXT, MISSING_FIELD, EXTRA_FIELD, DUPLICATE_KEYS ->
                FailureReason.SCHEMA_VIOLATION;
            case HUGE_BODY -> FailureReason.BODY_TOO_LARGE;
            case UNSUPPORTED_FORMAT, WRONG_CHARSET, GZIPPED, FENCED_JSON, JSON_IN_PROSE, NESTED_JSON -> null;
        };
    }

    /** True when what came had to be repaired before it was accepted. */
    boolean repaired() {
        return fault == Fault.FENCED_JSON || fault == Fault.JSON_IN_PROSE;
    }

    /** Calls that are recorded at the provider with the fault: one more when no byte of an answer came. */
    int attempts() {
        return switch (fault) {
            case CONNECTION_REFUSED, RESET_BEFORE_HEADERS, CLOSE_BEFORE_HEADERS -> 2;
            default -> 1;
        };
    }

    /** Requests that reach the provider with the fault. */
    int requests() {
        return switch (fault) {
            case CONNECTION_REFUSED -> 0;
            case UNSUPPORTED_FORMAT -> 2;
            default -> attempts();
        };
    }

    @Override
    public String toString() {
        return dialect + " " + fault;
    }
}
