package dev.understudy.sandbox.provider;

import dev.understudy.sandbox.dialect.ErrorAnswer;
import dev.understudy.sandbox.dialect.PromptText;
import dev.understudy.sandbox.dialect.ScriptedDialect;
import dev.understudy.sandbox.dialect.ScriptedModel;
import dev.understudy.sandbox.script.BehaviourScript.Turn;
import dev.understudy.sandbox.script.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The reaction to one request: waits, then answers or breaks the exchange. Confined to the provider's thread. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection, and that is seen
final class Exchange {

    private static final String JSON = "application/json";
    private static final String PORTAL =
            "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in to continue.</body></html>";

    private final ChannelHandlerContext context;
    private final ScriptedDialect dialect;
    private final PromptText prompt;
    private final Turn turn;
    private final boolean keepAlive;
    private final CallCounters counters;
    private final ReceivedRequest entry;
    private boolean done;

    Exchange(
            ChannelHandlerContext context,
            ScriptedDialect dialect,
            PromptText prompt,
            Turn turn,
            boolean keepAlive,
            CallCounters counters,
            ReceivedRequest entry) {
        this.context = context;
        this.dialect = dialect;
        this.prompt = prompt;
        this.turn = turn;
        this.keepAlive = keepAlive;
        this.counters = counters;
        this.entry = entry;
    }

    void start() {
        if (turn.latency().isZero()) {
            react();
        } else {
            context.executor().schedule(this::react, turn.latency().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** The connection is gone. */
    void disconnected(boolean byClient) {
        if (done) {
            return;
        }
        done = true;
        if (byClient) {
            counters.brokenByClient();
            entry.reacted(ReceivedRequest.BROKEN_BY_CLIENT);
        } else {
            counters.dropped();
            entry.reacted(Fault.CONNECTION_REFUSED.name());
        }
    }

    private void react() {
        if (done) {
            return;
        }
        Fault fault = turn.fault();
        if (fault == null) {
            send(200, JSON, correctBody(null), null);
            return;
        }
        switch (fault.kind()) {
            case ERROR -> error(fault);
            case ANSWER -> send(200, JSON, correctBody(fault), null);
            case BODY -> oddBody(fault);
            case TRANSPORT -> brokenTransport(fault);
        }
    }

    private ByteBuf correctBody(@Nullable Fault fault) {
        return Unpooled.wrappedBuffer(dialect.answer(ScriptedModel.answer(prompt, fault)));
    }

    private void error(Fault fault) {
        ErrorAnswer answer = dialect.error(fault, turn.pause());
        send(answer.status(), answer.contentType(), BodyBytes.utf8(answer.body()), fault);
    }

    private void oddBody(Fault fault) {
        switch (fault) {
            case EMPTY_BODY -> send(200, JSON, Unpooled.EMPTY_BUFFER, fault);
            case HTML_PAGE -> send(200, "text/html; charset=utf-8", BodyBytes.utf8(PORTAL), fault);
            case WRONG_SHAPE -> send(200, JSON, BodyBytes.utf8("{\"hello\":\"world\"}"), fault);
            case WRONG_CHARSET ->
                send(200, JSON + "; charset=ISO-8859-1", BodyBytes.accented(correctBody(null)), fault);
            case INVALID_UTF8 -> send(200, JSON, BodyBytes.invalidUtf8(correctBody(null)), fault);
            case GZIPPED -> send(200, JSON, BodyBytes.gzip(correctBody(null)), fault);
            default -> send(200, JSON, correctBody(null), fault);
        }
    }

    private void send(int status, String contentType, ByteBuf body, @Nullable Fault fault) {
        DefaultFullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, contentType)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                .set("x-request-id", "req_" + entry.number());
        if (fault != null) {
            faultHeaders(response, fault);
        }
        if (!keepAlive) {
            response.headers().set(HttpHeaderNames.CONNECTION, "close");
        }
        answering();
        context.writeAndFlush(response).addListener(write -> finish(write.isSuccess()));
    }

    private void faultHeaders(HttpResponse response, Fault fault) {
        Duration pause = turn.pause();
        switch (fault) {
            case GZIPPED -> response.headers().set(HttpHeaderNames.CONTENT_ENCODING, "gzip");
            case RATE_LIMITED -> response.headers().set(HttpHeaderNames.RETRY_AFTER, pause.toSeconds());
            case RATE_LIMITED_MILLIS -> response.headers().set("retry-after-ms", pause.toMillis());
            case RATE_LIMITED_DATE ->
                response.headers()
                        .set(
                                HttpHeaderNames.RETRY_AFTER,
                                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                        ZonedDateTime.now(ZoneOffset.UTC).plus(pause)));
            default -> {}
        }
    }

    /** Noted before the write: a client that has its answer may look into the log at once. */
    private void answering() {
        Fault fault = turn.fault();
        entry.reacted(fault == null ? "OK" : fault.name());
    }

    private void finish(boolean written) {
        if (done) {
            return;
        }
        done = true;
        if (written) {
            counters.answered();
        } else {
            counters.brokenByClient();
            entry.reacted(ReceivedRequest.BROKEN_BY_CLIENT);
        }
        if (!keepAlive) {
            context.close();
        }
    }

    private void brokenTransport(Fault fault) {
        ByteBuf body = correctBody(null);
        switch (fault) {
            case RESET_BEFORE_HEADERS, CONNECTION_REFUSED -> drop(fault, true);
            case CLOSE_BEFORE_HEADERS -> drop(fault, false);
            case TRUNCATED_BODY -> {
                half(body).addListener(written -> drop(fault, false));
            }
            case RESET_IN_BODY -> {
                half(body).addListener(written -> drop(fault, true));
            }
            case HANGING_BODY -> half(body);
            case SLOW_DRIP -> {
                head(body.readableBytes());
                drip(body);
            }
            default -> entry.reacted(fault.name());
        }
    }

    private ChannelFuture half(ByteBuf body) {
        head(body.readableBytes());
        return context.writeAndFlush(new DefaultHttpContent(body.readRetainedSlice(body.readableBytes() / 2)));
    }

    private void head(int length) {
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, JSON).set(HttpHeaderNames.CONTENT_LENGTH, length);
        context.write(response);
    }

    private void drip(ByteBuf rest) {
        if (done) {
            return;
        }
        if (rest.readableBytes() == 1) {
            answering();
            context.writeAndFlush(new DefaultLastHttpContent(rest)).addListener(write -> finish(write.isSuccess()));
            return;
        }
        context.writeAndFlush(new DefaultHttpContent(rest.readRetainedSlice(1)));
        context.executor().schedule(() -> drip(rest), turn.pause().toNanos(), TimeUnit.NANOSECONDS);
    }

    private void drop(Fault fault, boolean reset) {
        if (done) {
            return;
        }
        done = true;
        counters.dropped();
        entry.reacted(fault.name());
        if (reset) {
            ProviderSocket.reset(context.channel());
        } else {
            context.close();
        }
    }
}
