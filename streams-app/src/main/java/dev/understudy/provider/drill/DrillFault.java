package dev.understudy.provider.drill;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A way in which a provider can be made to look broken. What it leads to is what the real fault leads to. */
public enum DrillFault {
    ACCOUNT_DEACTIVATED(FailureReason.ACCOUNT_DEACTIVATED, 403, "the account is deactivated"),
    INVALID_KEY(FailureReason.AUTHENTICATION_FAILED, 401, "the API key is not valid"),
    QUOTA(FailureReason.QUOTA_EXHAUSTED, 429, "the quota is used up"),
    RATE_LIMITED(FailureReason.RATE_LIMITED, 429, "too many requests"),
    OVERLOADED(FailureReason.OVERLOADED, 503, "the provider is overloaded"),
    SERVER_ERROR(FailureReason.SERVER_ERROR, 500, "the provider failed on its own side"),
    /** No answer until the call's own limit. */
    TIMEOUT(FailureReason.CALL_TIMEOUT, null, "no answer in time"),
    CONNECTION_REFUSED(FailureReason.CONNECT_FAILED, null, "the connection was refused"),
    BAD_ANSWER(FailureReason.SCHEMA_VIOLATION, 200, "the answer breaks the output schema");

    /** The wait that a rate-limited provider asks for. */
    public static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /** What the message of each attempt that a drill made begins with, so that nobody is misled. */
    public static final String MARK = "drill: ";

    private final FailureReason reason;
    private final @Nullable Integer httpStatus;
    private final String message;

    DrillFault(FailureReason reason, @Nullable Integer httpStatus, String message) {
        this.reason = reason;
        this.httpStatus = httpStatus;
        this.message = message;
    }

    /** The fault of a label such as {@code account-deactivated}, in any case, or of the name of its failure. */
    public static Optional<DrillFault> of(String text) {
        String name = text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(values())
                .filter(fault ->
                        fault.name().equals(name) || fault.reason.name().equals(name))
                .findFirst();
    }

    /** All labels, as users write them. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(DrillFault::label).toList();
    }

    /** As users write it: {@code account-deactivated}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What attempts are recorded with. */
    public FailureReason reason() {
        return reason;
    }

    /** How each call ends. */
    public Outcome.Failed outcome() {
        Duration wait = this == RATE_LIMITED ? RETRY_AFTER : null;
        boolean answered = httpStatus != null;
        return new Outcome.Failed(
                reason, new Outcome.Detail(httpStatus, null, MARK + message, wait, answered, ModelResponse.NONE));
    }
}
