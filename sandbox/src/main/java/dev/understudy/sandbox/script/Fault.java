package dev.understudy.sandbox.script;

/**
 * One way in which a scripted provider fails a call. Errors carry a status and the vendor's error body, transport faults
 * break the exchange itself, and answer faults are a 200 that a careful client must not take at face value.
 */
public enum Fault {
    /** 400 without a more precise reason. */
    BAD_REQUEST(Kind.ERROR, 400),
    /** 400 that names the structured-output parameter. */
    UNSUPPORTED_FORMAT(Kind.ERROR, 400),
    /** 400 that says the prompt is longer than the model's window. */
    CONTEXT_TOO_LONG(Kind.ERROR, 400),
    /** The prompt was blocked by moderation. */
    CONTENT_POLICY(Kind.ERROR, 400),
    /** 401 for a key that is wrong or was revoked. */
    INVALID_API_KEY(Kind.ERROR, 401),
    /** The vendor closed the account behind the key. */
    ACCOUNT_DEACTIVATED(Kind.ERROR, 401),
    /** 402: the balance is used up. */
    PAYMENT_REQUIRED(Kind.ERROR, 402),
    /** 403. */
    FORBIDDEN(Kind.ERROR, 403),
    /** 404: no such model. */
    NOT_FOUND(Kind.ERROR, 404),
    /** 408. */
    REQUEST_TIMEOUT(Kind.ERROR, 408),
    /** 413. */
    PAYLOAD_TOO_LARGE(Kind.ERROR, 413),
    /** 422. */
    UNPROCESSABLE(Kind.ERROR, 422),
    /** 429 with {@code Retry-After} in seconds. */
    RATE_LIMITED(Kind.ERROR, 429),
    /** 429 without any hint. */
    RATE_LIMITED_NO_HINT(Kind.ERROR, 429),
    /** 429 with {@code Retry-After} as an HTTP date. */
    RATE_LIMITED_DATE(Kind.ERROR, 429),
    /** 429 with {@code retry-after-ms}. */
    RATE_LIMITED_MILLIS(Kind.ERROR, 429),
    /** 429 that means billing: the quota is used up. */
    QUOTA_EXHAUSTED(Kind.ERROR, 429),
    /** 500. */
    SERVER_ERROR(Kind.ERROR, 500),
    /** 502 with a proxy's HTML page. */
    BAD_GATEWAY(Kind.ERROR, 502),
    /** 503. */
    UNAVAILABLE(Kind.ERROR, 503),
    /** 503 that says the model is overloaded (529 in the Anthropic dialect). */
    OVERLOADED(Kind.ERROR, 503),
    /** 529 that says overloaded, in every dialect. */
    OVERLOADED_529(Kind.ERROR, 529),
    /** 504 with a proxy's HTML page. */
    GATEWAY_TIMEOUT(Kind.ERROR, 504),

    /** Nobody listens: the socket is closed while this fault is in the script, for every request. */
    CONNECTION_REFUSED(Kind.TRANSPORT, 0),
    /** TCP reset once the request was read. */
    RESET_BEFORE_HEADERS(Kind.TRANSPORT, 0),
    /** Orderly close once the request was read, without a byte of an answer. */
    CLOSE_BEFORE_HEADERS(Kind.TRANSPORT, 0),
    /** The connection stays open and nothing is ever sent. */
    NO_ANSWER(Kind.TRANSPORT, 0),
    /** Status 200, headers, some of the body, then silence. */
    HANGING_BODY(Kind.TRANSPORT, 200),
    /** A correct answer, one byte per {@link Behaviour#pause()}. */
    SLOW_DRIP(Kind.TRANSPORT, 200),
    /** Half of the announced body, then an orderly close. */
    TRUNCATED_BODY(Kind.TRANSPORT, 200),
    /** Half of the announced body, then a TCP reset. */
    RESET_IN_BODY(Kind.TRANSPORT, 200),

    /** 200 with no body at all. */
    EMPTY_BODY(Kind.BODY, 200),
    /** 200 with a captive portal's page. */
    HTML_PAGE(Kind.BODY, 200),
    /** 200 with {@code {"hello":"world"}}. */
    WRONG_SHAPE(Kind.BODY, 200),
    /** A correct answer whose bytes are not UTF-8. */
    INVALID_UTF8(Kind.BODY, 200),
    /** A correct answer in UTF-8 that is announced as ISO-8859-1. */
    WRONG_CHARSET(Kind.BODY, 200),
    /** A correct answer, compressed whatever the client accepts. */
    GZIPPED(Kind.BODY, 200),

    /** Content is null or absent. */
    NULL_CONTENT(Kind.ANSWER, 200),
    /** Content is the empty string. */
    EMPTY_CONTENT(Kind.ANSWER, 200),
    /** The finish reason says that a filter stopped the answer. */
    FILTERED_ANSWER(Kind.ANSWER, 200),
    /** The finish reason says length, the JSON is cut. */
    CUT_ANSWER(Kind.ANSWER, 200),
    /** The model refuses. */
    REFUSAL(Kind.ANSWER, 200),
    /** Prose where JSON was asked for. */
    PROSE(Kind.ANSWER, 200),
    /** Correct JSON in a Markdown code fence. */
    FENCED_JSON(Kind.ANSWER, 200),
    /** Correct JSON with prose before and after it. */
    JSON_IN_PROSE(Kind.ANSWER, 200),
    /** Correct JSON with many nested elements, and braces and quotes inside of its strings. */
    NESTED_JSON(Kind.ANSWER, 200),
    /** An enum value that the schema does not have. */
    UNKNOWN_ENUM(Kind.ANSWER, 200),
    /** Title and summary of 10,000 characters each. */
    OVERLONG_TEXT(Kind.ANSWER, 200),
    /** A required field is missing. */
    MISSING_FIELD(Kind.ANSWER, 200),
    /** A field that the schema does not have. */
    EXTRA_FIELD(Kind.ANSWER, 200),
    /** The same key twice, with different values. */
    DUPLICATE_KEYS(Kind.ANSWER, 200),
    /** A body of 10 MB. */
    HUGE_BODY(Kind.ANSWER, 200);

    /** Which layer of the exchange a fault breaks. */
    public enum Kind {
        /** A status and the vendor's error body. */
        ERROR,
        /** The connection or the pace of its bytes. */
        TRANSPORT,
        /** The body of a 200, outside of the vendor's envelope. */
        BODY,
        /** What the model says, inside of the vendor's envelope. */
        ANSWER
    }

    private final Kind kind;
    private final int status;

    Fault(Kind kind, int status) {
        this.kind = kind;
        this.status = status;
    }

    /** The layer that breaks. */
    public Kind kind() {
        return kind;
    }

    /** The usual HTTP status; a dialect may differ where its vendor does. Zero when no status is ever sent. */
    public int status() {
        return status;
    }
}
