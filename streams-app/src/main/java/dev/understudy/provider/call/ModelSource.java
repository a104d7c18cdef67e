package dev.understudy.provider.call;

import dev.understudy.config.ProviderConfig;
import dev.understudy.provider.ChatModel;

/**
 * Gives models that stand in the place of the exchange over HTTP with each provider. Breakers, pauses, rates, budgets,
 * drills and meters stand around them as around the real ones.
 */
@FunctionalInterface
public interface ModelSource {

    /** The model that answers for a provider of this name, with whichever of its keys. Asked once, at the start. */
    ChatModel model(String provider, ProviderConfig config);
}
