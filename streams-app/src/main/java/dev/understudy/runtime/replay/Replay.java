package dev.understudy.runtime.replay;

import dev.understudy.config.ConfigException;
import dev.understudy.config.Namespace;
import dev.understudy.config.Role;
import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.runtime.Applications;
import dev.understudy.runtime.RunOptions;
import dev.understudy.runtime.Understudy;
import dev.understudy.runtime.client.TimeRange;
import dev.understudy.runtime.kafka.Broker;
import dev.understudy.runtime.kafka.Leftovers;
import dev.understudy.runtime.kafka.StartupException;
import dev.understudy.runtime.kafka.TopicCreator;
import dev.understudy.runtime.replay.intake.Chosen;
import dev.understudy.runtime.replay.intake.Production;
import dev.understudy.runtime.replay.intake.ReplayedAlert;
import dev.understudy.serde.Codec;
import dev.understudy.serde.Codecs;
import dev.understudy.serde.Contract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs alerts of the past through an installation of its own, next to production's. What it has done is in its topics, so
 * that a run that was cut off goes on under its name. For use by one thread.
 */
public final class Replay {
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final Duration TELL_EVERY = Duration.ofSeconds(5);
    private static final Set<Role> ROLES = Set.of(Role.ENRICHER, Role.FALLBACK);

    private final UnderstudyConfig production;
    private final UnderstudyConfig config;
    private final ReplayRequest request;
    private final Namespace namespace;
    private final Function<TimeRange, Applications.Factory> applications;
    private final Consumer<String> tell;

    /**
     * A replay; nothing happens yet.
     *
     * @param config of the installation, or the one that is tried on its alerts
     * @param applications on the models that answer to alerts of a time
     * @param tell hears of the progress, a line at a time
     */
    public Replay(
            UnderstudyConfig config,
            ReplayRequest request,
            Function<TimeRange, Applications.Factory> applications,
            Consumer<String> tell) {
        this.production = config;
        this.request = request;
        this.namespace = Namespace.replay(request.run());
        this.config = new ReplayState(config).config(namespace, request.providers());
        this.applications = applications;
        this.tell = tell;
    }

    /** What a run works with once its alerts are known. */
    private record Session(
            RunMark mark,
            List<ReplayedAlert> alerts,
            Set<String> copied,
            Map<String, EnrichedIncident> before,
            Codec<Alert> alertCodec,
            Codec<EnrichedIncident> answerCodec) {

        List<ReplayedAlert> toCopy() {
            return alerts.stream()
                    .filter(alert -> !copied.contains(alert.requestId()))
                    .toList();
        }

        List<String> requests() {
            return alerts.stream().map(ReplayedAlert::requestId).toList();
        }
    }

    /**
     * Does it; returns when every alert has its last word, or none is to be expected.
     *
     * @throws ConfigException when the run was begun with other options
     * @throws StartupException when it cannot be done; what was done is kept, and the same request goes on
     */
    public ReplayResult run() {
        int partitions = prepare();
        try (Codecs codecs = Codecs.create(config.schemaRegistry())) {
            Session session = session(codecs);
            if (session.alerts().isEmpty()) {
                return new ReplayResult(0, List.of(), List.of(), List.of(), 0);
            }
            createTopics(partitions);
            RunOptions options = new RunOptions(ROLES, false, GRACE, namespace);
            try (Understudy understudy = Understudy.start(
                    config, options, applications.apply(session.mark().range()))) {
                return watch(session, understudy);
            }
        }
    }

    private int prepare() {
        try (Broker broker = Broker.connect(production, ANSWER)) {
            broker.partitionsOf(Topics.ENRICHED);
            int partitions = broker.partitionsOf(Topics.INCIDENTS);
            new Leftovers(broker).awaitIdle(namespace);
            return partitions;
        }
    }

    private Session session(Codecs codecs) {
        Codec<Alert> alertCodec = codecs.codec(Contract.ALERT, Topics.INCIDENTS);
        Codec<EnrichedIncident> answerCodec = codecs.codec(Contract.ENRICHED_INCIDENT, Topics.ENRICHED);
        CopiedBefore earlier = CopiedBefore.read(config, namespace);
        RunMark mark = earlier.mark() == null
                ? new RunMark(request.selection().range(), request.spelled())
                : earlier.mark().requireSame(request.run(), request.spelled());
        Production source = new Production(production, codecs, answerCodec);
        Chosen chosen = source.choose(request.selection().within(mark.range()), earlier.requests());
        tell.accept("run " + request.run() + ": " + chosen.described());
        Map<String, EnrichedIncident> before =
                source.answers(chosen.alerts(), mark.range().since());
        if (!before.isEmpty()) {
            tell.accept("production answered " + before.size() + " of them ("
                    + ReplayResult.cost(List.copyOf(before.values())) + ")");
        }
        List<ReplayedAlert> alerts = askedThen(chosen.alerts(), before).stream()
                .map(alert -> {
                    EnrichedIncident answer = before.get(alert.requestId());
                    return answer == null ? alert : alert.asReceivedFor(answer);
                })
                .toList();
        if (!earlier.requests().isEmpty()) {
            tell.accept("goes on: " + earlier.requests().size() + " of them were copied before");
        }
        return new Session(mark, alerts, earlier.requests(), before, alertCodec, answerCodec);
    }

    /** With recorded answers those about which somebody was asked: nobody recorded an answer to the others. */
    private List<ReplayedAlert> askedThen(List<ReplayedAlert> alerts, Map<String, EnrichedIncident> before) {
        if (request.providers() != ProviderKind.RECORDED) {
            return alerts;
        }
        List<ReplayedAlert> asked = alerts.stream()
                .filter(alert -> {
                    EnrichedIncident answer = before.get(alert.requestId());
                    return answer == null || answer.outcome() != EnrichmentOutcome.REUSED;
                })
                .toList();
        if (asked.size() < alerts.size()) {
            tell.accept((alerts.size() - asked.size())
                    + " of them were given an earlier answer (REUSED), and are left out: nobody was asked about them");
        }
        return asked;
    }

    private void createTopics(int partitions) {
        TopicCreator.Request asProduction = new TopicCreator.Request(Optional.of(partitions), Optional.empty(), false);
        try (Broker broker = Broker.connect(config, ANSWER)) {
            new TopicCreator(broker, asProduction).create(config, namespace);
        }
    }

    private ReplayResult watch(Session session, Understudy understudy) {
        String topic = namespace.topic(Topics.INCIDENTS);
        List<String> requests = session.requests();
        try (ReplayWatch answers = ReplayWatch.connect(config, namespace, session.answerCodec());
                Copying copying = Copying.start(
                        config, topic, session.alertCodec(), session.mark(), session.toCopy(), request.rate())) {
            long quietSince = System.nanoTime();
            long toldAt = quietSince;
            boolean over = false;
            while (!over) {
                boolean copied = copying.isDone();
                if (answers.poll() || !copied) {
                    quietSince = System.nanoTime();
                }
                requireRunning(understudy);
                over = copied
                        && (answers.open(requests, finalRevision()).isEmpty()
                                || passed(quietSince, request.patience()));
                if (over || passed(toldAt, TELL_EVERY)) {
                    toldAt = System.nanoTime();
                    tell.accept(progress(session.copied().size() + copying.copied(), requests, answers));
                }
            }
            return result(session, answers);
        }
    }

    /** What no recorded exchange answers now, none answers later: then the word of the rules is the last one. */
    private int finalRevision() {
        return request.providers() == ProviderKind.RECORDED ? 0 : 1;
    }

    private static boolean passed(long since, Duration time) {
        return System.nanoTime() - since > time.toNanos();
    }

    private void requireRunning(Understudy understudy) {
        if (understudy.hasEnded()) {
            throw new StartupException("replay: an application ended by itself; the log says why. Mend that, then the "
                    + "same command goes on with run " + request.run());
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new StartupException("replay: interrupted; the same command goes on with run " + request.run());
        }
    }

    private String progress(int copied, List<String> requests, ReplayWatch answers) {
        int open = answers.open(requests, 1).size();
        return copied + " of " + requests.size() + " copied, " + (requests.size() - open) + " answered"
                + (request.providers() == ProviderKind.REAL
                        ? ", " + ReplayResult.cost(List.copyOf(answers.answers().values()))
                        : "");
    }

    private static ReplayResult result(Session session, ReplayWatch answers) {
        List<String> requests = session.requests();
        return new ReplayResult(
                requests.size(),
                inOrder(requests, session.before()),
                inOrder(requests, answers.answers()),
                answers.open(requests, 1),
                (int) requests.stream().filter(answers.deadLettered()::contains).count());
    }

    private static List<EnrichedIncident> inOrder(List<String> requests, Map<String, EnrichedIncident> answers) {
        return new ArrayList<>(
                requests.stream().map(answers::get).filter(Objects::nonNull).toList());
    }
}
