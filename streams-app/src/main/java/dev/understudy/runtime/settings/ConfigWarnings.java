package dev.understudy.runtime.settings;

import dev.understudy.config.BudgetConfig;
import dev.understudy.config.Durations;
import dev.understudy.config.ProviderConfig;
import dev.understudy.config.RouteConfig;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.attempt.TokenUsage;
import dev.understudy.policy.Prices;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds settings that hold, but that their owner may not have meant. */
final class ConfigWarnings {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private ConfigWarnings() {}

    static List<String> of(UnderstudyConfig config) {
        List<String> warnings = new ArrayList<>();
        config.providers().forEach((name, provider) -> addForProvider(config, "providers." + name, provider, warnings));
        addForRoutes(config, warnings);
        if (!config.gateway().onLoopback() && config.gateway().tls() == null) {
            warnings.add("gateway.tls: is missing, but gateway.bind is "
                    + config.gateway().bind()
                    + "; credentials and alerts can be read on their way, unless a proxy before it "
                    + "speaks TLS");
        }
        if (config.recordExchanges().enabled() && !config.redaction().enabled()) {
            warnings.add("record-exchanges.enabled: is true, but redaction.enabled is false; "
                    + "the texts of alerts are kept as they are, secrets included");
        }
        if (config.retry().maxRetryAfter().compareTo(config.expires()) > 0) {
            warnings.add(
                    "retry.max-retry-after: " + Durations.format(config.retry().maxRetryAfter())
                            + " is longer than expires (" + Durations.format(config.expires())
                            + "); such a request expires before it is asked again");
        }
        return warnings;
    }

    private static void addForProvider(
            UnderstudyConfig config, String path, ProviderConfig provider, List<String> warnings) {
        if (provider.timeout().compareTo(config.deadline()) > 0) {
            warnings.add(path + ".timeout: " + Durations.format(provider.timeout()) + " is longer than deadline ("
                    + Durations.format(config.deadline())
                    + "); before the first revision a call gets what is left of the deadline");
        }
        Duration slow = provider.circuitBreaker().slowCallDurationThreshold();
        if (slow != null && slow.compareTo(provider.timeout()) >= 0) {
            warnings.add(path + ".circuit-breaker.slow-call-duration-threshold: " + Durations.format(slow)
                    + " is not shorter than timeout (" + Durations.format(provider.timeout())
                    + "); a call that takes so long has failed before it counts as slow");
        }
        boolean secrets = provider.apiKey() != null || !provider.keys().isEmpty();
        if (secrets && "http".equals(provider.baseUrl().getScheme()) && !isLoopback(provider.baseUrl())) {
            warnings.add(path + ".base-url: " + provider.baseUrl() + " is not encrypted; the API key can be read on "
                    + "its way");
        }
        addForBudget(path, provider, warnings);
        if (provider.maxConcurrent() > config.inFlight().maxConcurrent()) {
            warnings.add(
                    path + ".max-concurrent: " + provider.maxConcurrent() + " is more than in-flight.max-concurrent ("
                            + config.inFlight().maxConcurrent() + "), which limits all providers together");
        }
    }

    /** A call that costs more than a slice makes what may be spent beyond the budget larger than promised. */
    private static void addForBudget(String path, ProviderConfig provider, List<String> warnings) {
        BudgetConfig budget = provider.budget();
        Long dearest = Prices.micros(
                provider.price(), new TokenUsage(provider.maxInputTokens(), 0, provider.maxOutputTokens(), 0));
        if (budget != null && dearest != null && dearest > budget.sliceMicros()) {
            warnings.add(path + ".budget.usd-per-day: " + budget.usdPerDay()
                    + " is leased by the fiftieth, which is less than one call may cost ("
                    + BigDecimal.valueOf(dearest, 6).stripTrailingZeros().toPlainString()
                    + "); each instance may spend so much beyond it");
        }
    }

    private static void addForRoutes(UnderstudyConfig config, List<String> warnings) {
        Set<String> unused = new HashSet<>(config.providers().keySet());
        boolean caught = false;
        for (int i = 0; i < config.routes().size(); i++) {
            RouteConfig route = config.routes().get(i);
            unused.removeAll(route.chain());
            if (route.storm() != null) {
                unused.removeAll(route.storm().chain());
            }
            if (caught) {
                warnings.add("routes[" + i + "]: is never used; an earlier route takes every alert");
            }
            caught |= route.when() == null;
        }
        config.providers().values().forEach(provider -> unused.remove(String.valueOf(provider.largerWindow())));
        if (!caught) {
            warnings.add("routes: the last route does not take every alert; those that match none go to all "
                    + "providers, as listed");
            unused.clear();
        }
        unused.stream()
                .sorted()
                .forEach(name -> warnings.add("providers." + name + ": is in no route, so it is never asked"));
    }

    private static boolean isLoopback(URI address) {
        return LOOPBACK.contains(address.getHost());
    }
}
