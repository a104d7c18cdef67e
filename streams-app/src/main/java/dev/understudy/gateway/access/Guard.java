package dev.understudy.gateway.access;

import dev.understudy.gateway.answer.Answer;
import dev.understudy.gateway.answer.Answers;
import dev.understudy.gateway.answer.Manner;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/** Decides who may send, before anything else is looked at. Thread-safe. */
public final class Guard {
    private static final String ADVICE =
            "send one of gateway.auth as 'Authorization: Bearer TOKEN', or as user and password (Basic)";

    private final Credentials credentials;

    /** A guard that knows these. */
    public Guard(Credentials credentials) {
        this.credentials = credentials;
    }

    /** Why a request is turned away; null when it may go on, or when its body is to tell. */
    public @Nullable Answer refuse(Manner manner, HttpFields headers) {
        // A page of a stranger may have its reader's browser send to addresses that only the reader reaches.
        if (headers.contains(HttpHeader.ORIGIN)) {
            return Answers.problem(
                    manner, 403, "requests of web pages are refused: this one has the header Origin; leave it out");
        }
        if (!credentials.required()) {
            return null;
        }
        List<String> authorizations = headers.getValuesList(HttpHeader.AUTHORIZATION);
        if (authorizations.isEmpty()) {
            return manner == Manner.PAGERDUTY ? null : unauthorized(manner, "credentials are missing; " + ADVICE);
        }
        return authorizations.size() == 1 && credentials.accept(authorizations.get(0))
                ? null
                : unauthorized(manner, "the credentials are wrong; " + ADVICE);
    }

    /** Whether the body has to show who sends it. */
    public boolean asksTheBody(HttpFields headers) {
        return credentials.required() && !headers.contains(HttpHeader.AUTHORIZATION);
    }

    /** Why a body is turned away that has to show who sends it. */
    public @Nullable Answer refuse(Manner manner, byte[] body) {
        String key = RoutingKey.of(body);
        return key != null && credentials.acceptToken(key)
                ? null
                : unauthorized(
                        manner, "routing_key is missing or wrong; expected one of gateway.auth.tokens, or " + ADVICE);
    }

    /** Turns away a packed body that would have to show who sends it: it is not inflated for a stranger. */
    public Answer refusePacked(Manner manner) {
        return unauthorized(manner, "a packed body does not show who sends it; send it as it is, or " + ADVICE);
    }

    private Answer unauthorized(Manner manner, String detail) {
        return Answers.problem(manner, 401, detail).with("WWW-Authenticate", credentials.challenge());
    }
}
