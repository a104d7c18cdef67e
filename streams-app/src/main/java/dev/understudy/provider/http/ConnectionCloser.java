package dev.understudy.provider.http;

import java.io.IOException;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;

/**
 * Hands each exchange the means to close its connection, once that stands. The client's own future does not always have
 * it: when connecting is quicker than the thread that asked for it, the future ends up with the finished connecting as
 * the step to cancel, and a silent connection would stay open.
 */
final class ConnectionCloser implements AsyncExecChainHandler {
    /** Under which an exchange is found in the context of its request. */
    static final String EXCHANGE = "understudy.exchange";

    @Override
    public void execute(
            HttpRequest request,
            AsyncEntityProducer body,
            AsyncExecChain.Scope scope,
            AsyncExecChain chain,
            AsyncExecCallback callback)
            throws HttpException, IOException {
        if (scope.clientContext.getAttribute(EXCHANGE) instanceof HttpExchange exchange
                && !exchange.closesWith(scope.execRuntime::discardEndpoint)) {
            callback.failed(new ConnectionClosedException("the call ended while it was connecting"));
            return;
        }
        chain.proceed(request, body, scope, callback);
    }
}
