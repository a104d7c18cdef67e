package dev.understudy.provider.call;

import dev.understudy.config.ConfigException;
import dev.understudy.config.ProviderConfig;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.prompt.AnswerParser;
import dev.understudy.prompt.ParsedAnswer;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.ChatRequest;
import dev.understudy.provider.SafeText;
import dev.understudy.provider.dialect.Dialect;
import dev.understudy.provider.dialect.EncodedRequest;
import dev.understudy.provider.dialect.Reply;
import dev.understudy.provider.http.Exchanged;
import dev.understudy.provider.http.HttpEndpoint;
import dev.understudy.provider.http.HttpExchange;
import dev.understudy.provider.http.HttpReply;
import dev.understudy.redaction.Placeholders;
import dev.understudy.redaction.Redactor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The call itself, with one key: a question in a vendor's dialect over HTTP, and an answer only when it is accepted.
 * Thread-safe. The future completes on a thread of the HTTP client or of the timers.
 */
final class HttpChatModel implements ChatModel {
    private final Dialect dialect;
    private final HttpEndpoint endpoint;
    private final ApiKey key;
    private final OutputModes modes;
    private final Redactor redactor;
    private final AnswerParser answers;

    /** The call with a key; what is shared with the provider's other keys comes from outside. */
    HttpChatModel(HttpEndpoint endpoint, Dialect dialect, OutputModes modes, ApiKey key, Redactor redactor) {
        this.endpoint = endpoint;
        this.dialect = dialect;
        this.modes = modes;
        this.key = key;
        this.redactor = redactor;
        this.answers = new AnswerParser(redactor);
    }

    @Override
    public CompletableFuture<Outcome> call(ChatRequest request) {
        Call call = new Call(request);
        call.start(modes.inForce(), true);
        return call.outcome;
    }

    /** One call, which is made a second time when the provider does not know the way we asked for structured output. */
    private final class Call {
        private final ChatRequest request;
        private final long started = System.nanoTime();
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

        Call(ChatRequest request) {
            this.request = request;
        }

        void start(ProviderConfig asked, boolean repeatable) {
            try {
                exchange(asked, repeatable);
            } catch (ConfigException e) {
                fail(FailureReason.AUTHENTICATION_FAILED, "a secret cannot be read: " + e.getMessage());
            } catch (RuntimeException e) {
                fail(FailureReason.UNKNOWN, "the call could not be made: " + e);
            }
        }

        private void fail(FailureReason reason, String message) {
            outcome.complete(Outcome.Failed.of(reason, SafeText.of(message)));
        }

        @SuppressWarnings("FutureReturnValueIgnored") // both steps catch what they may throw
        private void exchange(ProviderConfig asked, boolean repeatable) {
            String secret = key.value();
            EncodedRequest encoded = dialect.encode(modes.worded(request, asked), asked, secret);
            HttpExchange exchange = endpoint.post(encoded.path(), encoded.headers(), encoded.body(), remaining());
            exchange.ending().whenComplete((ended, error) -> ended(secretFree(ended, secret), asked, repeatable));
            outcome.whenComplete((result, error) -> {
                if (outcome.isCancelled()) {
                    exchange.abort();
                }
            });
        }

        private Outcome secretFree(Exchanged ended, @Nullable String secret) {
            Placeholders placeholders = request.prompt().redaction().placeholders();
            return SecretFree.of(outcome(ended, placeholders), secret, redactor);
        }

        private Duration remaining() {
            return request.timeout().minusNanos(System.nanoTime() - started);
        }

        private void ended(Outcome result, ProviderConfig asked, boolean repeatable) {
            ProviderConfig simpler = result instanceof Outcome.Failed failed ? modes.simpler(asked, failed) : null;
            if (simpler != null
                    && repeatable
                    && !outcome.isDone()
                    && !remaining().isNegative()) {
                start(simpler, false);
            } else {
                outcome.complete(result);
            }
        }
    }

    private Outcome outcome(Exchanged ended, Placeholders placeholders) {
        try {
            Outcome outcome = ended.fold(
                    replied -> dialect.decode(replied.reply())
                            .<Outcome>fold(text -> checked(replied.reply(), text, placeholders), Reply.Failure::failed),
                    Exchanged.Broken::failed);
            if (outcome instanceof Outcome.Failed failure && failure.reason().excludesProvider()) {
                key.forget();
            }
            return outcome;
        } catch (RuntimeException e) {
            return Outcome.Failed.of(FailureReason.UNKNOWN, SafeText.of("the reply could not be read: " + e));
        }
    }

    private Outcome checked(HttpReply reply, Reply.Text text, Placeholders placeholders) {
        ParsedAnswer parsed = answers.parse(text.text(), placeholders);
        return parsed.fold(
                accepted -> new Outcome.Completed(accepted.answer(), text.response()),
                rejected -> Reply.failure(rejected.reason(), reply, null, rejected.message(), text.response())
                        .failed());
    }
}
