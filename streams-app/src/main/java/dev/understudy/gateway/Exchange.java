package dev.understudy.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.domain.alert.RawHeader;
import dev.understudy.domain.alert.TraceContext;
import dev.understudy.gateway.answer.Answer;
import dev.understudy.gateway.answer.Answers;
import dev.understudy.gateway.answer.Manner;
import dev.understudy.gateway.answer.Receipt;
import dev.understudy.gateway.body.BytesInFlight;
import dev.understudy.metrics.GatewayMetrics;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request to an endpoint, from its headers to its answer. Answered once, whoever comes first. */
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    /** They show who sends, and are nobody else's business. */
    private static final Set<String> KEPT = Set.of("authorization", "proxy-authorization", "cookie");

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final String endpoint;
    private final GatewayMetrics metrics;
    private final BytesInFlight.Share share;
    private final SparingLog log;
    private final AtomicBoolean answered = new AtomicBoolean();

    /**
     * An exchange that has begun.
     *
     * @param endpoint as the meters call it
     */
    Exchange(
            Request request,
            Response response,
            Callback callback,
            String endpoint,
            GatewayMetrics metrics,
            BytesInFlight.Share share,
            SparingLog log) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.endpoint = endpoint;
        this.metrics = metrics;
        this.share = share;
        this.log = log;
    }

    Request request() {
        return request;
    }

    BytesInFlight.Share share() {
        return share;
    }

    Executor executor() {
        return request.getComponents().getExecutor();
    }

    /** The headers, as those of a record. */
    List<RawHeader> headers() {
        List<RawHeader> headers = new ArrayList<>();
        for (HttpField field : request.getHeaders()) {
            String name = field.getName().toLowerCase(Locale.ROOT);
            String value = field.getValue();
            if (!KEPT.contains(name) && value != null) {
                headers.add(new RawHeader(name, value.getBytes(UTF_8)));
            }
        }
        return headers;
    }

    List<RawHeader> trace() {
        List<RawHeader> trace = new ArrayList<>(2);
        TraceContext.take(headers(), trace);
        return trace;
    }

    /** Answers for what became of the alerts. */
    void answer(Manner manner, Receipt receipt) {
        metrics.alerts(endpoint, receipt.accepted(), receipt.refused().size(), receipt.truncated(), receipt.ignored());
        answer(Answers.of(manner, receipt));
        if (receipt.accepted() > 0 && !receipt.refused().isEmpty()) {
            log.run(endpoint + " mixed", more -> LOG.atInfo()
                    .addKeyValue("endpoint", endpoint)
                    .addKeyValue("accepted", receipt.accepted())
                    .addKeyValue("refused", receipt.refused().size())
                    .addKeyValue("first", receipt.refused().get(0).message())
                    .addKeyValue("more", more)
                    .log("a part of a body was refused"));
        }
    }

    void answer(Answer answer) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        share.giveBack();
        metrics.answered(endpoint, answer.status());
        if (answer.status() >= 400) {
            log.run(endpoint + answer.status(), more -> LOG.atInfo()
                    .addKeyValue("endpoint", endpoint)
                    .addKeyValue("status", answer.status())
                    .addKeyValue("from", Request.getRemoteAddr(request))
                    .addKeyValue("more", more)
                    .log("a request was refused"));
        }
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        answer.headers().forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(answer.body().getBytes(UTF_8)), callback);
    }

    /** The sender is gone. */
    void broken(Throwable failure) {
        if (answered.compareAndSet(false, true)) {
            share.giveBack();
            metrics.broken(endpoint);
            callback.failed(failure);
        }
    }

    /** Our own fault. */
    void failed(Throwable bug) {
        // First, as memory may be what there is none of.
        share.giveBack();
        LOG.atError().addKeyValue("endpoint", endpoint).setCause(bug).log("a request failed");
        answer(Answers.problem(Manner.OURS, 500, "this is a defect of the gateway; its log says more"));
    }
}
