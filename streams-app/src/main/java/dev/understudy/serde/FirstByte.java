package dev.understudy.serde;

/** What a value is, told by its first byte that counts. */
enum FirstByte {
    AVRO,
    JSON,
    NEITHER;

    /** White space and a byte order mark of UTF-8 may come before JSON, nothing before Avro. */
    static FirstByte of(byte[] value) {
        if (value.length > 0 && value[0] == WireFormat.MAGIC) {
            return AVRO;
        }
        int at = hasByteOrderMark(value) ? 3 : 0;
        while (at < value.length && isWhiteSpace(value[at])) {
            at++;
        }
        return at < value.length && (value[at] == '{' || value[at] == '[') ? JSON : NEITHER;
    }

    private static boolean hasByteOrderMark(byte[] value) {
        return value.length >= 3 && value[0] == (byte) 0xEF && value[1] == (byte) 0xBB && value[2] == (byte) 0xBF;
    }

    private static boolean isWhiteSpace(byte character) {
        return character == ' ' || character == '\t' || character == '\n' || character == '\r';
    }
}
