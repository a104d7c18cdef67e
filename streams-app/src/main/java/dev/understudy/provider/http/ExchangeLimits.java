package dev.understudy.provider.http;

import dev.understudy.config.ProviderConfig;
import java.time.Duration;

/**
 * Bounds of one exchange.
 *
 * @param connect until the request is on its way
 * @param headers from then to the head of the reply
 * @param body longest silence within the body
 * @param call all of it
 * @param bodyBytes longest body, before and after its content coding is undone
 */
record ExchangeLimits(Duration connect, Duration headers, Duration body, Duration call, int bodyBytes) {

    static ExchangeLimits of(ProviderConfig config, Duration call) {
        return new ExchangeLimits(
                config.timeouts().connect(),
                config.timeouts().headers(),
                config.timeouts().body(),
                call,
                config.maxResponseBytes());
    }
}
