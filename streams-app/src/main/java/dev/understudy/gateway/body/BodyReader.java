package dev.understudy.gateway.body;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of one request as it arrives, within a size and a time; no thread waits for it. What goes beyond the
 * size is read for a while and dropped, so that the sender gets to see the answer.
 */
public final class BodyReader implements Runnable {
    /** Told once what became of the body, on a thread of the server. */
    public interface Listener {
        /** All of it is there. */
        void arrived(byte[] body);

        /** It is not taken. */
        void refused(BodyProblem problem);

        /** The sender is gone, or breaks the protocol. */
        void broken(Throwable failure);

        /** Our own fault, in reading it or in what the listener did with it. */
        void failed(Throwable bug);
    }

    /** How many bodies of the longest kind are dropped before the connection is closed. */
    private static final int DROPPED_BODIES = 4;

    private final Request request;
    private final int limit;
    private final BytesInFlight.Share share;
    private final Listener listener;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private long dropped;
    private @Nullable BodyProblem problem;
    private boolean done;
    private Scheduler.@Nullable Task timer;

    /**
     * A reader that has not begun.
     *
     * @param limit most bytes
     * @param share holds what was read
     */
    public BodyReader(Request request, int limit, BytesInFlight.Share share, Listener listener) {
        this.request = request;
        this.limit = limit;
        this.share = share;
        this.listener = listener;
    }

    /** Begins to read; by the timeout the body is there, or refused. */
    public void start(Scheduler scheduler, Duration timeout) {
        synchronized (this) {
            timer = scheduler.schedule(this::expire, timeout);
        }
        run();
    }

    @Override
    public void run() {
        guarded(() -> {
            Runnable end = read();
            if (end != null) {
                end.run();
            }
        });
    }

    /** Whatever goes wrong, the sender gets an answer and the bytes are given back; an Error then goes its way. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException bug) {
            listener.failed(bug);
        } catch (Error bug) {
            listener.failed(bug);
            throw bug;
        }
    }

    /** Reads what is there; what to tell the listener when that was the end. */
    private synchronized @Nullable Runnable read() {
        while (!done) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return null;
            }
            if (Content.Chunk.isFailure(chunk)) {
                Throwable failure = chunk.getFailure();
                return end(() -> listener.broken(failure));
            }
            take(chunk);
            boolean last = chunk.isLast();
            chunk.release();
            if (problem != null && (last || dropped > (long) DROPPED_BODIES * limit)) {
                BodyProblem refusal = problem;
                return end(() -> listener.refused(refusal));
            }
            if (last) {
                return end(() -> listener.arrived(body.toByteArray()));
            }
        }
        return null;
    }

    private void take(Content.Chunk chunk) {
        int length = chunk.remaining();
        if (problem == null && body.size() + (long) length > limit) {
            problem = BodyProblem.TOO_LARGE;
        } else if (problem == null && !share.take(length)) {
            problem = BodyProblem.NO_ROOM;
        }
        if (problem == null) {
            byte[] bytes = new byte[length];
            chunk.getByteBuffer().get(bytes);
            body.writeBytes(bytes);
        } else {
            body.reset();
            dropped += length;
        }
    }

    private Runnable end(Runnable tell) {
        done = true;
        if (timer != null) {
            timer.cancel();
        }
        return tell;
    }

    private void expire() {
        synchronized (this) {
            if (done) {
                return;
            }
            done = true;
        }
        guarded(() -> listener.refused(BodyProblem.TOO_SLOW));
    }
}
