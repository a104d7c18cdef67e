package dev.understudy.provider.dialect;

import java.util.Map;

/**
 * A question in the wire format of a vendor. Its {@code toString} shows neither headers nor body, because both hold
 * what must not be logged.
 *
 * @param path path below the base URL, beginning with a slash
 * @param headers headers of the dialect, with the key
 * @param body JSON in UTF-8; not copied, must not be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record EncodedRequest(String path, Map<String, String> headers, byte[] body) {

    public EncodedRequest {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "EncodedRequest[path=" + path + ", body=" + body.length + " bytes]";
    }
}
