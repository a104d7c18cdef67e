package dev.understudy.runtime;

import dev.understudy.config.Role;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.runtime.admin.AdminServer;
import dev.understudy.runtime.gateway.GatewayRunner;
import dev.understudy.runtime.kafka.Broker;
import dev.understudy.runtime.kafka.Installation;
import dev.understudy.runtime.kafka.InstanceName;
import dev.understudy.runtime.kafka.OverdueTransactions;
import dev.understudy.runtime.kafka.StartPosition;
import dev.understudy.runtime.kafka.StartupChecks;
import dev.understudy.runtime.kafka.StartupException;
import dev.understudy.runtime.kafka.TopicCreator;
import dev.understudy.runtime.kafka.TopicGuard;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running product: the composition root. {@link #start} checks the surroundings, builds the applications and starts
 * them; {@link #close} stops them in the reverse order. Thread-safe.
 */
public final class Understudy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Understudy.class);
    private static final Duration BROKER_WAIT = Duration.ofSeconds(10);

    private final RunOptions options;
    private final List<StreamsRunner> runners = new ArrayList<>();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<AutoCloseable> owned = new ArrayList<>();
    private @Nullable GatewayRunner gateway;
    private int port;
    private volatile boolean stopping;
    private boolean clean = true;

    private Understudy(RunOptions options) {
        this.options = options;
    }

    /**
     * Starts everything, or nothing.
     *
     * @throws StartupException when the surroundings do not allow it
     */
    public static Understudy start(UnderstudyConfig config, RunOptions options, Applications.Factory factory) {
        Understudy understudy = new Understudy(options);
        try {
            understudy.compose(config, factory);
            return understudy;
        } catch (RuntimeException e) {
            understudy.close();
            throw e;
        }
    }

    private void compose(UnderstudyConfig config, Applications.Factory factory) {
        Installation installation;
        try (Broker broker = Broker.connect(config, BROKER_WAIT)) {
            if (config.createTopics()) {
                new TopicCreator(broker, TopicCreator.Request.DEFAULTS).create(config, options.namespace());
            }
            installation = new StartupChecks(broker).run(config, options.namespace());
            if (options.roles().contains(Role.ENRICHER)) {
                new StartPosition(broker, Clock.systemUTC()).commit(config, installation);
            }
        }
        bindJvm();
        String instance = InstanceName.of(config);
        List<Health.Source> sources = new ArrayList<>();
        if (options.roles().stream().anyMatch(Role::isApplication)) {
            sources.add(
                    compose(new RunContext(config, options.applications(), instance, installation, registry), factory));
        }
        if (options.roles().contains(Role.GATEWAY)) {
            GatewayRunner started = GatewayRunner.start(config, registry, Clock.systemUTC());
            gateway = started;
            owned.add(started);
            sources.add(new GatewayHealth(started));
        }
        HealthServer health = HealthServer.start(
                config.http(), sources.stream().reduce(Health.Source::and).orElseThrow(), registry::scrape);
        owned.add(health);
        port = health.port();
        owned.add(TopicGuard.start(config, installation, this::topicsGone));
        runners.forEach(StreamsRunner::start);
        LOG.atInfo()
                .addKeyValue("instance", instance)
                .addKeyValue("roles", new TreeSet<>(options.roles()))
                .addKeyValue("partitions", installation.partitions())
                .addKeyValue("health", "http://" + config.http().bind() + ":" + port + "/health/ready")
                .log("started");
    }

    /** Composes the Kafka Streams applications; none reads yet. */
    private Health.Source compose(RunContext context, Applications.Factory factory) {
        UnderstudyConfig config = context.config();
        Applications applications = factory.create(context);
        owned.add(applications);
        refuseMissing(applications.all());
        for (Application application : applications.all()) {
            runners.add(StreamsRunner.create(application, context, ended::countDown));
        }
        if (config.admin().enabled()) {
            owned.add(AdminServer.start(config.admin(), applications.drills(), Clock.systemUTC()));
        }
        owned.add(OverdueTransactions.start(config, options.namespace()));
        if (!config.redaction().enabled()) {
            warnOfPlainText(config);
        }
        return new StreamsHealth(runners, applications::providers);
    }

    /** Nobody can go on without them, and whoever watches the process sees that it ends. */
    private void topicsGone(String problem) {
        LOG.atError().log(problem);
        ended.countDown();
    }

    private static void warnOfPlainText(UnderstudyConfig config) {
        LOG.atWarn()
                .addKeyValue("providers", config.providers().keySet())
                .log("redaction is off: alert texts go to the providers as they are; "
                        + "configure only providers that may read personal data and secrets in alerts");
    }

    private void bindJvm() {
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        garbageCollection.bindTo(registry);
    }

    private void refuseMissing(List<Application> applications) {
        Set<Role> built = applications.stream().map(Application::role).collect(Collectors.toSet());
        Set<Role> missing = new TreeSet<>(options.applications());
        missing.removeAll(built);
        if (!missing.isEmpty()) {
            throw new StartupException(
                    "roles: this build has no application for " + missing + "; leave it out of --roles");
        }
    }

    /** The port of health and metrics. */
    public int port() {
        return port;
    }

    /** The port at which alerts come in; 0 without the role of the gateway. */
    public int gatewayPort() {
        return gateway == null ? 0 : gateway.port();
    }

    /** Waits until an application has stopped; true when that was asked for by {@link #close}. */
    public boolean await() throws InterruptedException {
        ended.await();
        return stopping;
    }

    /** True once an application has stopped, whatever stopped it. */
    public boolean hasEnded() {
        return ended.getCount() == 0;
    }

    /** True unless an application had to be cut off, or ended by itself with an error. */
    public synchronized boolean isClean() {
        return clean;
    }

    /** Stops the applications within the grace period, then what they share. Doing it again does nothing. */
    @Override
    public synchronized void close() {
        if (stopping) {
            return;
        }
        stopping = true;
        long end = System.nanoTime() + options.grace().toNanos();
        if (gateway != null) {
            // Its requests take seconds at most; the rest of the time is for the applications.
            clean &= gateway.stop(options.grace().dividedBy(2));
        }
        for (StreamsRunner runner : runners) {
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            boolean inTime = runner.stop(!options.keepMembership(), left);
            clean &= inTime;
            if (!inTime) {
                LOG.atWarn()
                        .addKeyValue("application", runner.applicationId())
                        .addKeyValue("grace", options.grace())
                        .log("did not stop in time; what was in flight is done again by whoever takes over");
            }
        }
        for (int i = owned.size() - 1; i >= 0; i--) {
            closeQuietly(owned.get(i));
        }
        garbageCollection.close();
        registry.close();
        ended.countDown();
        if (!runners.isEmpty() || gateway != null) {
            LOG.atInfo().addKeyValue("clean", clean).log("stopped");
        }
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.atWarn().setCause(e).log("a part could not be closed");
        }
    }
}
