package dev.understudy.provider.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A complete HTTP reply, content coding undone.
 *
 * @param headers by name in lower case
 * @param body not copied, must not be changed
 * @param receivedAt for waits that are given as a date
 */
@SuppressWarnings("ArrayRecordComponent")
public record HttpReply(int status, Map<String, String> headers, byte[] body, Instant receivedAt) {
    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([^\\s;\"]+)");

    public HttpReply {
        headers = Map.copyOf(headers);
    }

    /** A header by its name in lower case; null when it is absent. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /** True for 2xx. */
    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /**
     * The body as text; null when it is in no charset that we can tell. JSON is UTF-8 (RFC 8259) whatever a server
     * declares, and text in another charset is hardly ever valid UTF-8 by chance, so the declared one comes second.
     */
    public @Nullable String text() {
        String text = decode(unicode());
        if (text == null) {
            Charset declared = declaredCharset();
            text = declared == null ? null : decode(declared);
        }
        return text == null || !text.startsWith("\uFEFF") ? text : text.substring(1);
    }

    private Charset unicode() {
        if (body.length >= 2) {
            int start = ((body[0] & 0xFF) << 8) | (body[1] & 0xFF);
            if (start == 0xFEFF || body[0] == 0) {
                return StandardCharsets.UTF_16BE;
            }
            if (start == 0xFFFE || body[1] == 0) {
                return StandardCharsets.UTF_16LE;
            }
        }
        return StandardCharsets.UTF_8;
    }

    private @Nullable Charset declaredCharset() {
        Matcher matcher =
                CHARSET.matcher(headers.getOrDefault("content-type", "").toLowerCase(Locale.ROOT));
        try {
            return matcher.find() ? Charset.forName(matcher.group(1)) : null;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }

    private @Nullable String decode(Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return "HttpReply[status=" + status + ", body=" + body.length + " bytes]";
    }
}
