package dev.understudy.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration of an instance.
 *
 * @param kafka any Kafka client property, also with a prefix of Kafka Streams such as {@code consumer.}; {@code
 *     bootstrap.servers} is the address. Those that the guarantees rest on are refused, with the reason
 * @param schemaRegistry properties of the Confluent client, of which {@code url} is the address; and {@code
 *     auto.register.schemas} (true) and {@code use.latest.version} (false)
 * @param startFrom where the very first start begins to read: {@code latest}, {@code earliest}, or how far back. Later
 *     starts go on where the last one stopped
 * @param deadline by then the first revision is out, counted from the read
 * @param expires a parked request is given up after this; longer than {@code deadline}
 * @param maxAlertAge older alerts cost no call: the last answer about the same alert, else what the rules say; outcome
 *     {@code EXPIRED}
 * @param maxAlertBytes longer records become dead letters, and so do those whose stored form exceeds {@code
 *     kafka.max.request.size} (8 MiB unless set). 1024 to 8388608
 * @param maxCalls calls for one alert before its first revision
 * @param inFlight bounds of the work that one instance holds
 * @param retry pauses between rounds over a chain
 * @param hedging for which alerts a second provider is asked when the first is slow
 * @param providers by name: a-z, 0-9, {@code -} and {@code _}, at most 64, for it is part of the name of a topic. At
 *     least one
 * @param routes which alerts go to which providers. The first that matches applies; what matches none goes to all
 *     providers, as listed
 * @param redaction what is taken out of texts
 * @param rules what is said while no model answers
 * @param reuse when an earlier answer is given again
 * @param http where health and metrics are served
 * @param admin where a running instance takes commands, such as {@code drill}
 * @param instanceId name of this instance, for static membership: its own, and the same over restarts. Unless set, the
 *     name of the host
 * @param stateDir folder of the state stores, one per instance
 * @param createTopics whether {@code run} creates missing topics, for trials; in production {@code topics create} makes
 *     them ahead
 * @param prompts the words around an alert
 * @param gateway the way in over HTTP, of the role of this name
 * @param output in which forms answers are written
 * @param recordExchanges whether questions and answers are kept for replays
 */
public record UnderstudyConfig(
        Map<String, String> kafka,
        Map<String, String> schemaRegistry,
        StartFrom startFrom,
        Duration deadline,
        Duration expires,
        Duration maxAlertAge,
        Integer maxAlertBytes,
        Integer maxCalls,
        InFlightConfig inFlight,
        RetryConfig retry,
        HedgingConfig hedging,
        Map<String, ProviderConfig> providers,
        List<RouteConfig> routes,
        RedactionConfig redaction,
        RulesConfig rules,
        ReuseConfig reuse,
        HttpConfig http,
        AdminConfig admin,
        @Nullable String instanceId,
        Path stateDir,
        Boolean createTopics,
        PromptsConfig prompts,
        GatewayConfig gateway,
        OutputConfig output,
        RecordExchangesConfig recordExchanges) {

    private static final String MAX_REQUEST_SIZE = "max.request.size";
    private static final Duration AGELESS = Duration.ofDays(36_500);
    private static final int DEFAULT_RECORD_BYTES = 8 * 1024 * 1024;
    private static final Pattern PROVIDER_NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    public UnderstudyConfig {
        kafka = Require.ordered(kafka);
        schemaRegistry = Require.ordered(schemaRegistry);
        Require.present(kafka.get("bootstrap.servers"), "kafka.bootstrap.servers", "host:port of a broker");
        Require.present(schemaRegistry.get("url"), "schema-registry.url", "the address of a schema registry");
        providers = Require.ordered(providers);
        if (providers.isEmpty()) {
            throw new ConfigException("providers", "is empty; expected at least one provider");
        }
        for (String name : providers.keySet()) {
            if (!PROVIDER_NAME.matcher(name).matches()) {
                throw new ConfigException(
                        "providers." + name, "is no name for a topic: use a-z, 0-9, - and _, at most 64 of them");
            }
        }
        requireLargerWindows(providers);
        startFrom = Require.orElse(startFrom, StartFrom.parse("15m"));
        deadline = Require.positive(Require.orElse(deadline, Duration.ofSeconds(30)), "deadline");
        expires = Require.positive(Require.orElse(expires, Duration.ofHours(24)), "expires");
        if (expires.compareTo(deadline) <= 0) {
            throw new ConfigException(
                    "expires",
                    "must be longer than deadline (" + Durations.format(deadline) + "), but is "
                            + Durations.format(expires));
        }
        maxAlertAge = Require.positive(Require.orElse(maxAlertAge, Duration.ofHours(1)), "max-alert-age");
        maxAlertBytes =
                Require.within(Require.orElse(maxAlertBytes, 1024 * 1024), 1024, 8 * 1024 * 1024, "max-alert-bytes");
        maxCalls = Require.positive(Require.orElse(maxCalls, 6), "max-calls");
        inFlight = Require.orElse(inFlight, InFlightConfig.defaults());
        retry = Require.orElse(retry, RetryConfig.defaults());
        hedging = Require.orElse(hedging, HedgingConfig.defaults());
        routes = Require.orElse(routes, List.of());
        routes = List.copyOf(
                routes.isEmpty()
                        ? List.of(RouteConfig.toAll(RouteConfig.DEFAULT_NAME, List.copyOf(providers.keySet())))
                        : routes);
        new RouteChecks(providers, inFlight).require(routes);
        redaction = Require.orElse(redaction, RedactionConfig.defaults());
        rules = Require.orElse(rules, RulesConfig.defaults());
        reuse = Require.orElse(reuse, ReuseConfig.defaults());
        http = Require.orElse(http, HttpConfig.defaults());
        admin = Require.orElse(admin, AdminConfig.defaults());
        stateDir = Require.orElse(stateDir, Path.of("understudy-state"));
        createTopics = Require.orElse(createTopics, false);
        prompts = Require.orElse(prompts, PromptsConfig.defaults());
        gateway = Require.orElse(gateway, GatewayConfig.defaults());
        output = Require.orElse(output, OutputConfig.defaults());
        recordExchanges = Require.orElse(recordExchanges, RecordExchangesConfig.defaults());
    }

    /** Each step must lead to a larger window; so no provider is come back to. */
    private static void requireLargerWindows(Map<String, ProviderConfig> providers) {
        providers.forEach((name, provider) -> {
            String larger = provider.largerWindow();
            if (larger == null) {
                return;
            }
            ProviderConfig target = providers.get(larger);
            if (target == null) {
                throw new ConfigException(
                        "providers." + name + ".larger-window",
                        "names " + larger + ", which is not among providers " + providers.keySet());
            }
            if (target.maxInputTokens() <= provider.maxInputTokens()) {
                throw new ConfigException(
                        "providers." + name + ".larger-window",
                        "names " + larger + ", whose max-input-tokens (" + target.maxInputTokens()
                                + ") is not larger than that of " + name + " (" + provider.maxInputTokens() + ")");
            }
        });
    }

    /**
     * The same for a replay: every alert is young enough and read from the beginning, none expires however long a run was
     * cut off, nobody else is listened to, and answers are written once.
     *
     * @param folder of its state stores
     * @param changed its providers, which have no budgets
     * @param firstWord its deadline
     * @param again when it gives an earlier answer again
     * @param hedged for which alerts it asks a second provider
     */
    public UnderstudyConfig forReplay(
            Path folder,
            Map<String, ProviderConfig> changed,
            Duration firstWord,
            ReuseConfig again,
            HedgingConfig hedged) {
        Map<String, String> registry = new LinkedHashMap<>(schemaRegistry);
        registry.put("auto.register.schemas", "false");
        return new UnderstudyConfig(
                kafka,
                registry,
                StartFrom.earliest(),
                firstWord,
                AGELESS,
                AGELESS,
                maxAlertBytes,
                maxCalls,
                inFlight,
                retry,
                hedged,
                changed,
                routes,
                redaction,
                rules,
                again,
                new HttpConfig("127.0.0.1", 0),
                AdminConfig.defaults(),
                "replay",
                folder,
                false,
                prompts,
                gateway,
                OutputConfig.defaults(),
                RecordExchangesConfig.defaults());
    }

    /** Whether any provider has a budget. */
    public boolean hasBudgets() {
        return providers.values().stream().anyMatch(provider -> provider.budget() != null);
    }

    /**
     * The longest record that we write, key and headers included: Kafka's {@code max.request.size}, 8 MiB unless set.
     */
    public int maxRecordBytes() {
        String set = kafka.getOrDefault(
                "producer." + MAX_REQUEST_SIZE, kafka.getOrDefault(MAX_REQUEST_SIZE, "" + DEFAULT_RECORD_BYTES));
        try {
            return Require.within(Integer.parseInt(set), 64 * 1024, 64 * 1024 * 1024, "kafka." + MAX_REQUEST_SIZE);
        } catch (NumberFormatException e) {
            throw new ConfigException("kafka." + MAX_REQUEST_SIZE, "must be a whole number, but is " + set);
        }
    }
}
