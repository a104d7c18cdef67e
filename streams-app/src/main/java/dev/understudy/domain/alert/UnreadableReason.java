package dev.understudy.domain.alert;

/** Why a record, or one element of its body, is no alert. The names are the contract: dead letters carry them verbatim. */
public enum UnreadableReason {
    NULL_VALUE("The record has no value; send one alert, or an array of them."),
    TOO_LARGE(
            "The record is longer than max-alert-bytes, or holds too many alerts; send less at a time, or raise the limit."),
    NOT_AVRO_OR_JSON("The value begins neither like Avro of a schema registry (a zero byte) nor like JSON ({ or [)."),
    NOT_JSON("The value begins like JSON but cannot be parsed; send one complete JSON value in UTF-8."),
    WRONG_SHAPE("A part of the alert has the wrong type or an impossible value; the message names its path."),
    NO_IDENTITY("The alert has neither a fingerprint nor labels, so that nothing tells it from others."),
    UNKNOWN_SCHEMA_ID("The schema registry does not know the schema id; register the schema with this registry first."),
    WRONG_SCHEMA("The Avro schema cannot be read as an Alert; compare it with the contract Alert.avsc."),
    CORRUPT_AVRO("The bytes do not match the Avro schema that they name; they were cut or written with another one."),
    CORRUPT_STATE("A record that the application stored itself cannot be read back.");

    private final String sentence;

    UnreadableReason(String sentence) {
        this.sentence = sentence;
    }

    /** What is wrong and how to mend it, for humans. */
    public String sentence() {
        return sentence;
    }
}
