package dev.understudy.wholelife;

import dev.understudy.config.Role;
import dev.understudy.config.Topics;
import dev.understudy.config.UnderstudyConfig;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.Parking;
import dev.understudy.domain.request.RequestIds;
import dev.understudy.provider.ChatRequest;
import dev.understudy.testing.ManualClock;
import dev.understudy.testing.lives.TwoApplications;
import dev.understudy.testing.lives.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;

/**
 * Plays a scenario to its end. Time stands still while something happens and jumps from event to event otherwise: to the
 * next arrival, end of a call, deadline, retry or expiry. After each, both applications do rounds of 5 ms until two of
 * them changed nothing.
 */
final class Run implements ScriptedNetwork.Timetable, AutoCloseable {
    /** The interval of the applications' punctuators. */
    static final Duration ROUND = Duration.ofMillis(5);
    /** No run of this size comes near it. */
    private static final int MOST_STEPS = 400_000;

    private record Appointment(Instant at, long order, Runnable action) {}

    final Journal journal;
    final UnderstudyConfig config;
    final TwoApplications applications;
    private final Scenario scenario;
    private final ManualClock clock = new ManualClock();
    private final PriorityQueue<Appointment> appointments =
            new PriorityQueue<>(Comparator.comparing(Appointment::at).thenComparing(Appointment::order));
    private final Map<Role, Instant> lastRound = new EnumMap<>(Role.class);
    private final Deque<Scenario.Blow> blows;
    private long made;
    private int chosen;
    private int step;
    private int stepsSinceBlow;
    private int reads;

    Run(Scenario scenario) {
        this.scenario = scenario;
        this.config = scenario.config();
        this.journal = new Journal(clock.instant());
        this.blows = new ArrayDeque<>(scenario.blows());
        this.applications = new TwoApplications(
                config, scenario.layout(), clock, new ScriptedNetwork(scenario, this), this::written);
        lastRound.put(Role.ENRICHER, clock.instant());
        lastRound.put(Role.FALLBACK, clock.instant());
        for (Scenario.Arrival arrival : scenario.arrivals()) {
            at(clock.instant().plus(arrival.at()), () -> read(arrival));
        }
    }

    /** Ends when nothing is to come any more. */
    void play() {
        settle();
        while (!appointments.isEmpty()) {
            Instant next = appointments.element().at();
            if (next.isAfter(clock.instant())) {
                clock.advance(Duration.between(clock.instant(), next));
            }
            settle();
        }
    }

    @Override
    public void called(ChatRequest request, String provider) {
        scenario.providers().forEach(script -> at(clock.instant().plus(script.usualLatency()), () -> {}));
        add(new Event.Called(request.requestId(), provider, request.timeout()));
    }

    @Override
    public void refused(Scenario.Refusal refusal) {
        at(clock.instant().plus(refusal.retryAfter() == null ? ROUND : refusal.retryAfter()), () -> {});
    }

    @Override
    public void endAfter(Duration time, int process, CompletableFuture<Outcome> call, Outcome outcome) {
        at(clock.instant().plus(time), () -> {
            if (applications.isAlive(process) && call.complete(outcome)) {
                stepsSinceBlow++;
            }
        });
    }

    @Override
    public void close() {
        applications.close();
    }

    private void settle() {
        int quiet = 0;
        while (quiet < 2) {
            int before = journal.size();
            keepAppointments();
            boolean enricherFirst = choose(2) == 0;
            round(enricherFirst ? Role.ENRICHER : Role.FALLBACK);
            round(enricherFirst ? Role.FALLBACK : Role.ENRICHER);
            quiet = journal.size() == before ? quiet + 1 : 0;
            clock.advance(ROUND);
        }
    }

    private void keepAppointments() {
        while (!appointments.isEmpty() && !appointments.element().at().isAfter(clock.instant())) {
            appointments.remove().action().run();
        }
    }

    private void round(Role role) {
        Instant since = Objects.requireNonNull(lastRound.put(role, clock.instant()));
        step(() -> applications.round(role, Duration.between(since, clock.instant())));
        for (List<String> topics = applications.undelivered(); !topics.isEmpty(); topics = applications.undelivered()) {
            String topic = topics.get(choose(topics.size()));
            step(() -> applications.deliver(topic));
        }
    }

    private void read(Scenario.Arrival arrival) {
        boolean old = arrival.kind() == Scenario.Kind.TOO_OLD;
        Instant timestamp = old ? clock.instant().minus(Duration.ofHours(2)) : clock.instant();
        long offset = reads++;
        String id = RequestIds.requestId(new RecordRef(Topics.INCIDENTS, 0, offset, timestamp, 0));
        journal.add(step, clock.instant(), new Event.Read(id, offset, arrival));
        at(clock.instant().plus(scenario.limits().deadline()), () -> {});
        step(() -> applications.read(arrival.key(), arrival.value(), timestamp));
    }

    private void written(Written written) {
        Object value = written.value();
        if (value instanceof EnrichedIncident incident) {
            add(new Event.Answered(incident.identity().requestId(), written.by(), incident));
        } else if (value instanceof ProviderAttempt attempt) {
            add(new Event.Tried(attempt.requestId(), written.by(), attempt));
        } else if (value instanceof EnrichmentRequest request) {
            Parking parking = Objects.requireNonNull(request.parking());
            at(parking.notBefore(), () -> {});
            at(request.expiresAt(), () -> {});
            add(new Event.Parked(request.id(), written.by(), written.topic(), request, parking));
        } else if (written.topic().equals(Topics.DEAD_LETTER)) {
            add(new Event.DeadLettered(about((String) value), written.by(), (String) value));
        }
    }

    /** The request that the record at this position became. */
    private static String about(String position) {
        int at = position.indexOf('@');
        return RequestIds.requestId(new RecordRef(
                position.substring(0, at), 0, Long.parseLong(position.substring(at + 1)), Instant.EPOCH, 0));
    }

    private void add(Event event) {
        journal.add(step, clock.instant(), event);
    }

    /** One commit of one application; a blow falls between two of them. */
    private void step(Runnable work) {
        if (++step > MOST_STEPS) {
            throw new AssertionError("never comes to rest; the last events:\n"
                    + journal.text("").lines().skip(journal.size() - 50L).toList());
        }
        int before = journal.size();
        work.run();
        if (journal.size() > before) {
            stepsSinceBlow++;
        }
        while (!blows.isEmpty() && stepsSinceBlow >= blows.element().steps()) {
            strike(blows.remove());
        }
    }

    private void strike(Scenario.Blow blow) {
        stepsSinceBlow = 0;
        journal.add(step, clock.instant(), new Event.Struck("", blow));
        if (blow.kind() == Scenario.BlowKind.KILL) {
            applications.kill(blow.role());
        } else {
            applications.move(blow.role());
        }
        lastRound.put(blow.role(), clock.instant());
        if (blow.kind() == Scenario.BlowKind.KILL && scenario.layout() == TwoApplications.Layout.ONE_PROCESS) {
            lastRound.replaceAll((role, since) -> clock.instant());
        }
    }

    private void at(Instant time, Runnable action) {
        appointments.add(new Appointment(time, made++, action));
    }

    private int choose(int from) {
        return scenario.choices().get(chosen++ % scenario.choices().size()) % from;
    }
}
