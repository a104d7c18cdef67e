package dev.understudy.gateway.body;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Inflates bodies, within the limits of those that come as they are. */
public final class Inflation {
    private static final int STEP = 16 * 1024;

    private Inflation() {}

    /** Hands the inflated body, or what is wrong with it, to the listener. */
    public static void gunzip(byte[] body, int limit, BytesInFlight.Share share, BodyReader.Listener listener) {
        ByteArrayOutputStream inflated = new ByteArrayOutputStream();
        byte[] step = new byte[STEP];
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body), STEP)) {
            for (int length = in.read(step); length >= 0; length = in.read(step)) {
                if (inflated.size() + length > limit) {
                    listener.refused(BodyProblem.TOO_LARGE);
                    return;
                }
                if (!share.take(length)) {
                    listener.refused(BodyProblem.NO_ROOM);
                    return;
                }
                inflated.write(step, 0, length);
            }
        } catch (IOException malformed) {
            listener.refused(BodyProblem.NOT_GZIP);
            return;
        }
        listener.arrived(inflated.toByteArray());
    }
}
