package dev.understudy.provider;

import dev.understudy.config.ProviderConfig;

/**
 * A configured provider, ready to be called.
 *
 * @param name configured name
 * @param chatModel the composed path to it: metrics, breaker, pause, rate limit, exchange
 * @param latencies how long its answers took lately
 */
public record Provider(String name, ProviderConfig config, ChatModel chatModel, RecentLatencies latencies) {}
