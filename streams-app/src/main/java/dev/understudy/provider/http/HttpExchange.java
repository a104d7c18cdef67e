package dev.understudy.provider.http;

import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.provider.SafeText;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * One exchange: it reads the reply, knows which phase it is in, and ends once, by whatever comes first. Ending early
 * closes the connection. The client calls it on one thread at a time; timers and {@link #abort} come from others.
 */
public final class HttpExchange implements AsyncResponseConsumer<HttpExchange>, FutureCallback<HttpExchange> {
    private final CompletableFuture<Exchanged> ending = new CompletableFuture<>();
    private final AtomicReference<@Nullable Future<?>> execution = new AtomicReference<>();
    private final ExchangeTimers timers;
    private final ReplyBody body;
    private final Clock clock;
    private final Map<String, String> headers = new HashMap<>();
    private volatile int status;
    private volatile @Nullable Runnable closer;
    private @Nullable FutureCallback<HttpExchange> consumed;

    HttpExchange(ExchangeLimits limits, ExchangeTimers.Scheduler scheduler, Clock clock) {
        this.body = new ReplyBody(limits.bodyBytes());
        this.clock = clock;
        this.timers = new ExchangeTimers(limits, scheduler, this::broken);
    }

    /** Starts the clocks; the exchange itself is started by the transport. */
    @SuppressWarnings("FutureReturnValueIgnored") // it is the same future that is awaited
    void begin() {
        timers.begin();
        ending.whenComplete((ended, error) -> timers.end());
    }

    /** Completes when the exchange ended; never fails. */
    public CompletableFuture<Exchanged> ending() {
        return ending;
    }

    boolean isOver() {
        return ending.isDone();
    }

    /** Remembers what is to be cancelled when the exchange ends early; it may have ended already. */
    void runsAs(Future<?> future) {
        execution.set(future);
        if (isOver()) {
            future.cancel(true);
        }
    }

    /** Remembers how its connection is closed; false when it has ended already, and the connection is closed. */
    boolean closesWith(Runnable close) {
        closer = close;
        if (isOver()) {
            close.run();
            return false;
        }
        return true;
    }

    void connected() {
        timers.connected();
    }

    /** Ends it because nobody waits for the reply any more. */
    public void abort() {
        broken(FailureReason.CANCELLED, "cancelled");
    }

    /** Ends it without a complete reply. An error status is a reply even when its body never came in full. */
    void broken(FailureReason reason, String message) {
        boolean hasStatus = status != 0;
        Exchanged ended = status >= 400 && reason != FailureReason.CANCELLED
                ? new Exchanged.Replied(new HttpReply(status, headers, new byte[0], clock.instant()))
                : new Exchanged.Broken(new Outcome.Failed(
                        reason,
                        new Outcome.Detail(
                                hasStatus ? status : null,
                                null,
                                SafeText.of(message),
                                null,
                                hasStatus,
                                ModelResponse.NONE)));
        if (ending.complete(ended)) {
            stop();
        }
    }

    private void stop() {
        Runnable close = closer;
        if (close != null) {
            close.run();
        }
        Future<?> future = execution.get();
        if (future != null) {
            future.cancel(true);
        }
    }

    @Override
    public void consumeResponse(
            HttpResponse response,
            @Nullable EntityDetails entity,
            HttpContext context,
            FutureCallback<HttpExchange> callback)
            throws ReplyBody.BodyException {
        for (Header header : response.getHeaders()) {
            headers.put(header.getName().toLowerCase(Locale.ROOT), String.valueOf(header.getValue()));
        }
        status = response.getCode();
        timers.headed();
        if (entity == null) {
            replied(callback);
            return;
        }
        consumed = callback;
        stopOn(() -> body.expect(entity.getContentLength()));
    }

    @Override
    public void consume(ByteBuffer chunk) throws ReplyBody.BodyException {
        timers.heard();
        stopOn(() -> body.add(chunk));
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) {
        FutureCallback<HttpExchange> callback = consumed;
        if (callback != null) {
            replied(callback);
        }
    }

    private void replied(FutureCallback<HttpExchange> callback) {
        callback.completed(this);
        try {
            byte[] decoded = body.decoded(headers.get("content-encoding"));
            ending.complete(new Exchanged.Replied(new HttpReply(status, headers, decoded, clock.instant())));
        } catch (ReplyBody.BodyException e) {
            broken(e.reason(), e.problem());
        }
    }

    /** The client closes the connection of a consumer that throws. */
    private void stopOn(BodyStep step) throws ReplyBody.BodyException {
        try {
            step.run();
        } catch (ReplyBody.BodyException e) {
            broken(e.reason(), e.problem());
            throw e;
        }
    }

    private interface BodyStep {
        void run() throws ReplyBody.BodyException;
    }

    /** Called by the client when the connection fails, before, during or after the reply. */
    @Override
    public void failed(Exception cause) {
        broken(reasonOf(cause), timers.phase().failure() + ": " + describe(cause));
    }

    private FailureReason reasonOf(Exception cause) {
        return switch (timers.phase()) {
            case CONNECTING -> FailureReason.CONNECT_FAILED;
            case WAITING ->
                cause instanceof HttpException && !(cause instanceof ConnectionClosedException)
                        ? FailureReason.WRONG_SHAPE
                        : FailureReason.CONNECTION_RESET;
            case READING ->
                cause instanceof ConnectionClosedException || cause instanceof MalformedChunkCodingException
                        ? FailureReason.TRUNCATED_BODY
                        : FailureReason.CONNECTION_RESET;
        };
    }

    private static String describe(Exception cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    @Override
    public void completed(HttpExchange result) {
        // streamEnd has said all there is to say
    }

    @Override
    public void cancelled() {
        abort();
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws java.io.IOException {
        channel.update(Integer.MAX_VALUE);
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) {
        // 1xx is no reply
    }

    @Override
    public void releaseResources() {
        // the bytes go with the exchange
    }
}
