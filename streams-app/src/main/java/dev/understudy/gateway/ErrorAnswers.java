package dev.understudy.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.gateway.answer.Answer;
import dev.understudy.gateway.answer.Answers;
import dev.understudy.gateway.answer.Manner;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers in JSON also for what never gets to the handler: requests that are no HTTP, and those that come while it stops. */
final class ErrorAnswers extends ErrorHandler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        Answer answer = answer(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
        answer.headers().forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(answer.body().getBytes(UTF_8)), callback);
        return true;
    }

    private static Answer answer(int status) {
        return status == HttpStatus.SERVICE_UNAVAILABLE_503
                ? Answers.unavailable(Manner.OURS, "the gateway is stopping; send the same again")
                : Answers.problem(
                        Manner.OURS, status, HttpStatus.getMessage(status) + ": this is no request to answer");
    }
}
