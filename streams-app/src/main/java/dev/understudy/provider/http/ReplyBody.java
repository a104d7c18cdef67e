package dev.understudy.provider.http;

import dev.understudy.domain.attempt.FailureReason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** A body as it comes in, never more of it than the bound. Used by one thread at a time. */
final class ReplyBody {
    /** A body that cannot be used, and why. */
    static final class BodyException extends IOException {
        private static final long serialVersionUID = 1L;

        private final FailureReason reason;
        private final String problem;

        BodyException(FailureReason reason, String problem) {
            super(problem);
            this.reason = reason;
            this.problem = problem;
        }

        FailureReason reason() {
            return reason;
        }

        String problem() {
            return problem;
        }
    }

    private final int most;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    ReplyBody(int most) {
        this.most = most;
    }

    void expect(long contentLength) throws BodyException {
        if (contentLength > most) {
            throw tooLarge();
        }
    }

    void add(ByteBuffer chunk) throws BodyException {
        int length = chunk.remaining();
        if (length > most - bytes.size()) {
            throw tooLarge();
        }
        byte[] copy = new byte[length];
        chunk.get(copy);
        bytes.write(copy, 0, length);
    }

    /** What came so far, as it came. */
    byte[] raw() {
        return bytes.toByteArray();
    }

    /** The whole body with its content coding undone. */
    byte[] decoded(@Nullable String coding) throws BodyException {
        return switch (coding == null ? "" : coding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> raw();
            case "gzip", "x-gzip" -> inflated();
            default ->
                throw new BodyException(
                        FailureReason.NOT_JSON, "the body is in a content coding that was not asked for");
        };
    }

    private byte[] inflated() throws BodyException {
        if (bytes.size() == 0) {
            return raw();
        }
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(raw()))) {
            byte[] inflated = gzip.readNBytes(most);
            if (gzip.read() >= 0) {
                throw tooLarge();
            }
            return inflated;
        } catch (BodyException e) {
            throw e;
        } catch (EOFException e) {
            throw new BodyException(FailureReason.TRUNCATED_BODY, "the gzip body ends too early");
        } catch (ZipException e) {
            throw new BodyException(FailureReason.NOT_JSON, "the body says gzip but is not");
        } catch (IOException e) {
            throw new IllegalStateException("reading bytes did I/O", e);
        }
    }

    private BodyException tooLarge() {
        return new BodyException(FailureReason.BODY_TOO_LARGE, "the body has more than " + most + " bytes");
    }
}
