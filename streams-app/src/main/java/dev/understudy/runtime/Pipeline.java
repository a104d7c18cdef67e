package dev.understudy.runtime;

import dev.understudy.budget.Allowance;
import dev.understudy.config.ConfigException;
import dev.understudy.config.ProviderConfig;
import dev.understudy.config.Role;
import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.request.Provenance;
import dev.understudy.enricher.EnricherNames;
import dev.understudy.enricher.EnricherParts;
import dev.understudy.enricher.EnricherTopology;
import dev.understudy.fallback.FallbackNames;
import dev.understudy.fallback.FallbackParts;
import dev.understudy.fallback.FallbackTopology;
import dev.understudy.inflight.Answers;
import dev.understudy.inflight.OwnerParts;
import dev.understudy.inflight.dispatch.Brake;
import dev.understudy.inflight.dispatch.Dispatcher;
import dev.understudy.inflight.emission.OutputEncoder;
import dev.understudy.inflight.emission.RecordLimit;
import dev.understudy.metrics.BudgetMetrics;
import dev.understudy.metrics.InFlightMetrics;
import dev.understudy.metrics.ProviderMetrics;
import dev.understudy.policy.Routes;
import dev.understudy.policy.Rules;
import dev.understudy.prompt.PromptRenderer;
import dev.understudy.prompt.PromptTexts;
import dev.understudy.provider.Provider;
import dev.understudy.provider.call.ModelSource;
import dev.understudy.provider.call.Providers;
import dev.understudy.provider.drill.Drills;
import dev.understudy.redaction.Redactor;
import dev.understudy.runtime.budget.Budgets;
import dev.understudy.runtime.kafka.StartupException;
import dev.understudy.runtime.probe.ActiveProbes;
import dev.understudy.runtime.settings.ShippedRules;
import dev.understudy.serde.Codecs;
import dev.understudy.serde.Contract;
import dev.understudy.serde.SchemaRegistryException;
import dev.understudy.source.JsonAlerts;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The enricher and the fallback consumer of one process, on one set of providers, permits and codecs. */
public final class Pipeline implements Applications {
    /** A stream thread that is held for seconds lets its transaction time out. */
    private static final Duration LONGEST_HOLD = Duration.ofMillis(500);

    /** Makes the providers of a pipeline, around one way or another to make a call. */
    @FunctionalInterface
    private interface ProvidersFactory {
        Providers create(
                UnderstudyConfig config, ProviderMetrics metrics, Clock clock, Map<String, Allowance> allowances);
    }

    private final Codecs codecs;
    private final Budgets budgets;
    private final Providers providers;
    private final ActiveProbes probes;
    private final List<Application> applications = new ArrayList<>();

    private Pipeline(Codecs codecs, Budgets budgets, Providers providers, ActiveProbes probes) {
        this.codecs = codecs;
        this.budgets = budgets;
        this.providers = providers;
        this.probes = probes;
    }

    /**
     * Builds the applications of the roles asked for.
     *
     * @throws StartupException when the registry or a provider's settings do not allow it
     */
    public static Pipeline create(RunContext context) {
        return create(context, Clock.systemUTC());
    }

    /**
     * The same by another clock, from which deadlines, ages and the waits of parked requests are told.
     *
     * @throws StartupException when the registry or a provider's settings do not allow it
     */
    public static Pipeline create(RunContext context, Clock clock) {
        return create(context, clock, Pipeline::overHttp);
    }

    /**
     * The same with models that stand in the place of the providers; none of them is called.
     *
     * @throws StartupException when the registry does not allow it
     */
    public static Pipeline create(RunContext context, Clock clock, ModelSource source) {
        return create(
                context,
                clock,
                (config, metrics, steady, allowances) -> Providers.create(config, source, metrics, steady, allowances));
    }

    private static Pipeline create(RunContext context, Clock clock, ProvidersFactory factory) {
        Codecs codecs = Codecs.create(context.config().schemaRegistry());
        try {
            return create(context, clock, codecs, factory);
        } catch (SchemaRegistryException | ConfigException e) {
            codecs.close();
            throw new StartupException(String.valueOf(e.getMessage()));
        } catch (StartupException e) {
            codecs.close();
            throw e;
        }
    }

    private static Providers overHttp(
            UnderstudyConfig config, ProviderMetrics metrics, Clock clock, Map<String, Allowance> allowances) {
        return Providers.create(config, Dialects.all(), metrics, clock, allowances);
    }

    private static Pipeline create(RunContext context, Clock clock, Codecs codecs, ProvidersFactory factory) {
        UnderstudyConfig config = context.config();
        Budgets budgets = Budgets.start(config, context.instanceName(), new BudgetMetrics(context.registry()), clock);
        try {
            Clock steady = SteadyClock.from(clock);
            ProviderMetrics metrics = new ProviderMetrics(context.registry());
            Providers providers = factory.create(config, metrics, steady, budgets.allowances());
            Pipeline pipeline = new Pipeline(codecs, budgets, providers, ActiveProbes.start(providers, steady));
            pipeline.build(context, clock);
            return pipeline;
        } catch (RuntimeException e) {
            budgets.close();
            throw e;
        }
    }

    private void build(RunContext context, Clock clock) {
        OwnerParts owner = ownerParts(context, clock);
        owner.metrics().watch(owner.dispatcher()::calling, owner.dispatcher()::queued);
        if (context.roles().contains(Role.ENRICHER)) {
            EnricherParts parts = new EnricherParts(
                    owner,
                    codecs.alertDecoder(new JsonAlerts(clock), context.config().maxAlertBytes()),
                    codecs.codec(Contract.KEYED_ALERT, EnricherNames.rekeyedTopic()),
                    codecs.codec(Contract.IN_FLIGHT_ENTRY, EnricherNames.changelog(EnricherNames.IN_FLIGHT_STORE)),
                    codecs.codec(Contract.RAW_RECORD, EnricherNames.changelog(EnricherNames.AWAITING_SCHEMA_STORE)),
                    codecs.codec(Contract.KNOWN_ANSWER, EnricherNames.changelog(EnricherNames.ANSWERS_STORE)),
                    context.installation().partitions());
            applications.add(new Application(Role.ENRICHER, EnricherTopology.create(parts)));
        }
        if (context.roles().contains(Role.FALLBACK)) {
            applications.add(new Application(Role.FALLBACK, FallbackTopology.create(fallbackParts(context, owner))));
        }
    }

    private FallbackParts fallbackParts(RunContext context, OwnerParts owner) {
        Set<String> retryTopics = context.installation().topics().stream()
                .flatMap(topic -> owner.namespace().logical(topic).stream())
                .filter(topic -> topic.startsWith(Topics.RETRY_PREFIX))
                .collect(Collectors.toSet());
        return new FallbackParts(
                owner,
                codecs.codec(
                        Contract.ENRICHMENT_REQUEST,
                        Topics.retry(
                                context.config().providers().keySet().iterator().next())),
                codecs.codec(Contract.RESOLVED_MARK, Topics.RESOLVED),
                codecs.codec(Contract.KNOWN_ANSWER, FallbackNames.changelog(FallbackNames.ANSWERS_STORE)),
                codecs.codec(Contract.IN_FLIGHT_ENTRY, FallbackNames.changelog(FallbackNames.IN_FLIGHT_STORE)),
                codecs.codec(Contract.RAW_RECORD, FallbackNames.changelog(FallbackNames.DUE_STORE)),
                retryTopics);
    }

    private OwnerParts ownerParts(RunContext context, Clock clock) {
        UnderstudyConfig config = context.config();
        Redactor redactor = Redactor.of(config.redaction());
        Map<String, Provider> byName = new LinkedHashMap<>();
        providers.all().forEach(provider -> byName.put(provider.name(), provider));
        Map<String, Integer> limits = new HashMap<>();
        for (Map.Entry<String, ProviderConfig> provider : config.providers().entrySet()) {
            limits.put(provider.getKey(), provider.getValue().maxConcurrent());
        }
        OutputEncoder encoder = new OutputEncoder(
                codecs,
                config.providers().keySet(),
                context.instanceName(),
                config.maxAlertBytes(),
                new RecordLimit(config.maxRecordBytes()),
                config.output(),
                config.recordExchanges());
        return new OwnerParts(
                config,
                byName,
                new Dispatcher(providers.permits(), limits),
                new Brake.PerThread(LONGEST_HOLD),
                Routes.of(config, name -> providers.provider(name).latencies().latestP95()),
                new PromptRenderer(InstallSecret.of(config.stateDir()), redactor, PromptTexts.of(config)),
                new Answers(
                        new Provenance.Producer(BuildVersion.current(), context.instanceName()),
                        redactor,
                        Rules.of(ShippedRules.after(config.rules()))),
                encoder,
                context.instanceName(),
                new InFlightMetrics(context.registry()),
                clock,
                context.installation().namespace());
    }

    @Override
    public List<Application> all() {
        return List.copyOf(applications);
    }

    @Override
    public Map<String, Object> providers() {
        return ProviderPage.of(providers.states(), providers.drills().all(), budgets.lines());
    }

    @Override
    public Drills drills() {
        return providers.drills();
    }

    @Override
    public void close() {
        probes.close();
        providers.close();
        budgets.close();
        codecs.close();
    }
}
