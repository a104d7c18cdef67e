package dev.understudy.provider.call;

import dev.understudy.budget.Allowance;
import dev.understudy.budget.CallPrices;
import dev.understudy.config.ConfigException;
import dev.understudy.config.DialectName;
import dev.understudy.config.ProviderConfig;
import dev.understudy.config.RetryConfig;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.metrics.ProviderMetrics;
import dev.understudy.provider.CallPermits;
import dev.understudy.provider.ChatModel;
import dev.understudy.provider.Provider;
import dev.understudy.provider.ProviderState;
import dev.understudy.provider.RecentLatencies;
import dev.understudy.provider.dialect.Dialect;
import dev.understudy.provider.drill.Drill;
import dev.understudy.provider.drill.DrillFault;
import dev.understudy.provider.drill.DrilledChatModel;
import dev.understudy.provider.drill.Drills;
import dev.understudy.provider.guard.BudgetedChatModel;
import dev.understudy.provider.guard.CallRate;
import dev.understudy.provider.guard.CircuitBreakingChatModel;
import dev.understudy.provider.guard.KeyLane;
import dev.understudy.provider.guard.KeysInTurnChatModel;
import dev.understudy.provider.guard.PausingChatModel;
import dev.understudy.provider.guard.RateLimitedChatModel;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The configured providers of a process, each composed once, with what they share: HTTP clients, timers and permits.
 * Thread-safe; whoever creates it closes it, which breaks the calls in flight.
 */
public final class Providers implements AutoCloseable {
    /** What may refuse a call; no rates and no purse when none are configured. */
    record Guards(List<KeyLane> lanes, @Nullable CallRate rate, BudgetedChatModel.@Nullable Purse purse) {}

    private record Entry(Provider provider, Guards guards) {
        ProviderState state() {
            return ProviderState.of(
                    provider.name(), guards.lanes().stream().map(KeyLane::state).toList());
        }
    }

    private final Exchanges exchanges;
    private final CallPermits permits;
    private final Map<String, Allowance> allowances;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Drills drills;

    private Providers(
            Exchanges exchanges,
            CallPermits permits,
            Map<String, Allowance> allowances,
            Set<String> names,
            Clock clock) {
        this.exchanges = exchanges;
        this.permits = permits;
        this.allowances = Map.copyOf(allowances);
        this.drills = new Drills(names, clock, this::forget);
    }

    /** The same without budgets: for calls that someone asks for by hand. */
    public static Providers create(
            UnderstudyConfig config, Map<DialectName, Dialect> dialects, ProviderMetrics metrics, Clock clock) {
        return create(config, dialects, metrics, clock, Map.of());
    }

    /**
     * Opens the way to every configured provider; no call is made.
     *
     * @param dialects the vendor rooms of this process, since this floor knows none of them
     * @param allowances what may be spent, by provider; calls to one without an allowance are not charged
     * @throws ConfigException when a dialect is missing, or a TLS file cannot be used
     */
    public static Providers create(
            UnderstudyConfig config,
            Map<DialectName, Dialect> dialects,
            ProviderMetrics metrics,
            Clock clock,
            Map<String, Allowance> allowances) {
        return create(config, HttpExchanges.open(config, dialects, clock), metrics, clock, allowances);
    }

    /**
     * The same with models that stand in the place of the exchange over HTTP; no connection is made.
     *
     * @param source is asked once for each provider
     * @param allowances as above
     */
    public static Providers create(
            UnderstudyConfig config,
            ModelSource source,
            ProviderMetrics metrics,
            Clock clock,
            Map<String, Allowance> allowances) {
        return create(config, Exchanges.of(source), metrics, clock, allowances);
    }

    private static Providers create(
            UnderstudyConfig config,
            Exchanges exchanges,
            ProviderMetrics metrics,
            Clock clock,
            Map<String, Allowance> allowances) {
        Providers providers = new Providers(
                exchanges,
                CallPermits.create(config),
                allowances,
                config.providers().keySet(),
                clock);
        try {
            config.providers().forEach((name, provider) -> {
                Exchanges.Keyed exchange = exchanges.with(name, provider);
                Exchanges.Keyed drilled = key -> DrilledChatModel.wrap(exchange.by(key), name, providers.drills);
                providers.add(name, provider, drilled, config.retry(), metrics, clock);
            });
        } catch (ConfigException e) {
            providers.close();
            throw e;
        }
        return providers;
    }

    private void add(
            String name,
            ProviderConfig config,
            Exchanges.Keyed exchange,
            RetryConfig retry,
            ProviderMetrics metrics,
            Clock clock) {
        Guards guards =
                new Guards(KeyLane.of(name, config, retry, metrics, clock), CallRate.of(config), purse(name, config));
        RecentLatencies latencies = new RecentLatencies();
        ChatModel model = compose(exchange, guards, name, config, metrics, latencies, clock);
        Entry entry = new Entry(new Provider(name, config, model, latencies), guards);
        entries.put(name, entry);
        metrics.watch(name, () -> entry.state().isAvailable());
        metrics.watchDrill(name, () -> drills.current(name) != null);
    }

    private BudgetedChatModel.@Nullable Purse purse(String name, ProviderConfig config) {
        Allowance allowance = allowances.get(name);
        return allowance == null || config.price() == null
                ? null
                : new BudgetedChatModel.Purse(allowance, new CallPrices(config.price(), config.maxOutputTokens()));
    }

    /**
     * The composition, from the outside in: every call and refusal is measured; the budget, which all keys share, has
     * room; the next key is taken whose breaker and pause let a call through, in this order; none of these spends the
     * rate, which all keys share too.
     */
    static ChatModel compose(
            Exchanges.Keyed exchange,
            Guards guards,
            String name,
            ProviderConfig config,
            ProviderMetrics metrics,
            RecentLatencies latencies,
            Clock clock) {
        return InstrumentedChatModel.wrap(
                BudgetedChatModel.wrap(
                        KeysInTurnChatModel.wrap(
                                guards.lanes(),
                                lane -> CircuitBreakingChatModel.wrap(
                                        PausingChatModel.wrap(
                                                RateLimitedChatModel.wrap(exchange.by(lane.key()), guards.rate()),
                                                lane.pause()),
                                        lane.breaker(),
                                        clock)),
                        guards.purse()),
                name,
                config,
                metrics,
                latencies,
                clock);
    }

    /** A provider by its configured name. */
    public Provider provider(String name) {
        return entry(name).provider();
    }

    /** All of them, in the order of the configuration. */
    public List<Provider> all() {
        return entries.values().stream().map(Entry::provider).toList();
    }

    /** Whether a provider takes calls, since when not, why, and until when. */
    public ProviderState state(String name) {
        return entry(name).state();
    }

    /** The states of all of them, in the order of the configuration. */
    public List<ProviderState> states() {
        return entries.values().stream().map(Entry::state).toList();
    }

    /** The permits that all callers of this process share. */
    public CallPermits permits() {
        return permits;
    }

    /** The drills of this process, which make a provider look broken on purpose. */
    public Drills drills() {
        return drills;
    }

    /** A drill leaves nothing behind. */
    private void forget(Drill drill) {
        for (KeyLane lane : entry(drill.provider()).guards().lanes()) {
            lane.breaker().forgetDrill();
            if (drill.fault() == DrillFault.RATE_LIMITED) {
                lane.pause().end();
            }
        }
    }

    private Entry entry(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException("no provider is named " + name);
        }
        return entry;
    }

    @Override
    public void close() {
        drills.close();
        exchanges.close();
    }
}
