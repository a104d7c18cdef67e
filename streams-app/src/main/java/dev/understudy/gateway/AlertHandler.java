package dev.understudy.gateway;

import dev.understudy.config.GatewayConfig;
import dev.understudy.gateway.access.Credentials;
import dev.understudy.gateway.access.Guard;
import dev.understudy.gateway.answer.Answer;
import dev.understudy.gateway.answer.Answers;
import dev.understudy.gateway.answer.Manner;
import dev.understudy.gateway.body.BodyProblem;
import dev.understudy.gateway.body.BodyReader;
import dev.understudy.gateway.body.BytesInFlight;
import dev.understudy.gateway.body.Inflation;
import dev.understudy.gateway.body.MediaTypes;
import dev.understudy.metrics.GatewayMetrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Takes every request: who sends, where to, what; then reads the body and hands it on. Waits for nothing. */
final class AlertHandler extends Handler.Abstract {
    /** Longest body that has yet to show who sends it; as much as PagerDuty itself takes. */
    private static final int STRANGER_BYTES = 512 * 1024;

    /** They share this part of all bytes in flight, and leave the others to those who are known. */
    private static final int STRANGERS_PART = 8;

    private final GatewayConfig config;
    private final Map<String, Endpoint> endpoints = new HashMap<>();
    private final Guard guard;
    private final AlertWriter writer;
    private final BytesInFlight bytes;
    private final BytesInFlight strangers;
    private final GatewayMetrics metrics;
    private final SparingLog log = new SparingLog();

    AlertHandler(GatewayParts parts) {
        this.config = parts.config();
        parts.formats().forEach((path, format) -> endpoints.put(path, new Endpoint(path, format)));
        this.guard = new Guard(new Credentials(config.auth()));
        this.writer = new AlertWriter(parts);
        this.bytes = new BytesInFlight(config.maxBytesInFlight());
        this.strangers = new BytesInFlight(
                Math.max(config.maxBytesInFlight() / STRANGERS_PART, Math.min(STRANGER_BYTES, config.maxBodyBytes())));
        this.metrics = parts.metrics();
    }

    /** Bytes that are held now. */
    long held() {
        return bytes.held() + strangers.held();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        Endpoint endpoint = endpoints.get(path);
        BytesInFlight.Share share = (isStranger(request) ? strangers : bytes).share();
        Exchange exchange =
                new Exchange(request, response, callback, endpoint == null ? "other" : path, metrics, share, log);
        Manner manner = endpoint == null ? Manner.OURS : endpoint.manner();
        Answer early = guard.refuse(manner, request.getHeaders());
        if (early == null) {
            early = endpoint == null ? elsewhere(request, path) : refuse(request, manner);
        }
        if (early != null) {
            exchange.answer(early);
        } else if (endpoint != null) {
            read(exchange, endpoint);
        }
        return true;
    }

    private Answer elsewhere(Request request, String path) {
        if (!path.equals(GatewayPaths.OPEN_API)) {
            return Answers.problem(
                    Manner.OURS,
                    404,
                    "nothing is here; alerts are posted to " + String.join(", ", new TreeSet<>(endpoints.keySet()))
                            + ", which GET " + GatewayPaths.OPEN_API + " describes");
        }
        return request.getMethod().equals("GET") ? OpenApi.ANSWER : wrongMethod(Manner.OURS, "GET");
    }

    private @Nullable Answer refuse(Request request, Manner manner) {
        if (!request.getMethod().equals("POST")) {
            // Without credentials a body would have to follow, which such a request has not.
            return isStranger(request) ? guard.refuse(manner, new byte[0]) : wrongMethod(manner, "POST");
        }
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (!MediaTypes.mayBeJson(type)) {
            return Answers.problem(manner, 415, "the content type cannot be an alert; send JSON, as application/json")
                    .with("Accept", "application/json");
        }
        if (encodings(request).stream().anyMatch(encoding -> !encoding.equals("gzip"))
                || encodings(request).size() > 1) {
            return Answers.problem(manner, 415, "the content encoding is not known here; send gzip, or none")
                    .with("Accept-Encoding", "gzip");
        }
        if (isStranger(request) && !encodings(request).isEmpty()) {
            return guard.refusePacked(manner);
        }
        return request.getLength() > limit(request) && expectsToBeTold(request)
                ? tooLarge(manner, request).andClose()
                : null;
    }

    private boolean isStranger(Request request) {
        return guard.asksTheBody(request.getHeaders());
    }

    private int limit(Request request) {
        return isStranger(request) ? Math.min(STRANGER_BYTES, config.maxBodyBytes()) : config.maxBodyBytes();
    }

    private static boolean expectsToBeTold(Request request) {
        return request.getHeaders().contains(HttpHeader.EXPECT);
    }

    private void read(Exchange exchange, Endpoint endpoint) {
        Request request = exchange.request();
        BodyReader.Listener whole = new Whole(exchange, endpoint);
        BodyReader.Listener listener = encodings(request).isEmpty() ? whole : new Packed(exchange, whole);
        new BodyReader(request, limit(request), exchange.share(), listener)
                .start(request.getComponents().getScheduler(), config.bodyTimeout());
    }

    /** Content codings in lower case, without those that change nothing. */
    private static List<String> encodings(Request request) {
        List<String> encodings = new ArrayList<>(1);
        for (String value : request.getHeaders().getCSV(HttpHeader.CONTENT_ENCODING, false)) {
            String encoding = value.toLowerCase(Locale.ROOT);
            if (!encoding.equals("identity")) {
                encodings.add(encoding.equals("x-gzip") ? "gzip" : encoding);
            }
        }
        return encodings;
    }

    private Answer tooLarge(Manner manner, Request request) {
        return Answers.problem(
                manner,
                413,
                limit(request) < config.maxBodyBytes()
                        ? "the body is longer than " + limit(request)
                                + ", the most without the header Authorization; send it, or less"
                        : "the body is longer than gateway.max-body-bytes (" + config.maxBodyBytes()
                                + "), inflated or as it is; send fewer alerts at a time");
    }

    private static Answer wrongMethod(Manner manner, String allowed) {
        return Answers.problem(manner, 405, "the method is not for this path; use " + allowed)
                .with("Allow", allowed);
    }

    /** A body that has arrived as it was packed. */
    private final class Packed implements BodyReader.Listener {
        private final Exchange exchange;
        private final BodyReader.Listener next;

        Packed(Exchange exchange, BodyReader.Listener next) {
            this.exchange = exchange;
            this.next = next;
        }

        @Override
        public void arrived(byte[] body) {
            Inflation.gunzip(body, config.maxBodyBytes(), exchange.share(), next);
        }

        @Override
        public void refused(BodyProblem problem) {
            next.refused(problem);
        }

        @Override
        public void broken(Throwable failure) {
            next.broken(failure);
        }

        @Override
        public void failed(Throwable bug) {
            next.failed(bug);
        }
    }

    /** What is done with a body once it is there. */
    private final class Whole implements BodyReader.Listener {
        private final Exchange exchange;
        private final Endpoint endpoint;

        Whole(Exchange exchange, Endpoint endpoint) {
            this.exchange = exchange;
            this.endpoint = endpoint;
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // both ends are told
        public void arrived(byte[] body) {
            Manner manner = endpoint.manner();
            if (isStranger(exchange.request())) {
                Answer refusal = guard.refuse(manner, body);
                if (refusal != null) {
                    exchange.answer(refusal);
                    return;
                }
                if (!exchange.share().moveTo(bytes)) {
                    refused(BodyProblem.NO_ROOM);
                    return;
                }
            }
            writer.take(
                            endpoint,
                            new AlertWriter.Delivery(body, exchange.headers(), exchange.trace(), exchange.share()))
                    .thenAcceptAsync(receipt -> exchange.answer(manner, receipt), exchange.executor())
                    .exceptionally(bug -> {
                        exchange.failed(bug);
                        return null;
                    });
        }

        @Override
        public void refused(BodyProblem problem) {
            Manner manner = endpoint.manner();
            exchange.answer(
                    switch (problem) {
                        case TOO_LARGE -> tooLarge(manner, exchange.request()).andClose();
                        case TOO_SLOW ->
                            Answers.problem(
                                            manner,
                                            problem.status(),
                                            "the body was not there in time (gateway.body-timeout)")
                                    .andClose();
                        case NOT_GZIP ->
                            Answers.problem(manner, problem.status(), "the body is not what gzip makes, or cut off");
                        case NO_ROOM ->
                            Answers.unavailable(manner, "the gateway holds as much as it may; send the same again")
                                    .andClose();
                    });
        }

        @Override
        public void broken(Throwable failure) {
            exchange.broken(failure);
        }

        @Override
        public void failed(Throwable bug) {
            exchange.failed(bug);
        }
    }
}
