package dev.understudy.serde;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.enrichment.Caveat;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.InFlightEntry;
import dev.understudy.domain.request.KnownAnswer;
import dev.understudy.domain.request.LastGoodAnswer;
import dev.understudy.domain.request.ParkReason;
import dev.understudy.domain.request.Parking;
import dev.understudy.domain.request.Progress;
import dev.understudy.domain.request.RequestIdentity;
import dev.understudy.domain.request.ResolvedMark;
import dev.understudy.v1.HedgeCall;
import dev.understudy.v1.InFlightState;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The unit of work to and from Avro. The key of a request is that of its alert and is not written twice; a request that
 * was never parked has been parked zero times.
 */
final class RequestMapper {
    private RequestMapper() {}

    static dev.understudy.v1.EnrichmentRequest toAvro(EnrichmentRequest request) {
        RequestIdentity identity = request.identity();
        LastGoodAnswer lastGood = request.lastGood();
        dev.understudy.v1.EnrichmentRequest avro = new dev.understudy.v1.EnrichmentRequest();
        avro.setRequestId(identity.requestId());
        avro.setIncidentId(identity.incidentId());
        avro.setSequence(identity.sequence());
        avro.setOrigin(RecordMapper.toAvro(identity.origin()));
        avro.setAlert(AlertMapper.toAvro(request.alert()));
        avro.setPriority(request.priority());
        avro.setDeadlineAt(request.deadlineAt());
        avro.setExpiresAt(request.expiresAt());
        avro.setPromptVersion(request.promptVersion());
        avro.setCacheKey(request.cacheKey());
        avro.setLastGood(lastGood == null ? null : toAvro(lastGood));
        avro.setRecurrence(request.recurrence());
        progressToAvro(request.progress(), avro);
        parkingToAvro(request.parking(), avro);
        return avro;
    }

    static EnrichmentRequest fromAvro(dev.understudy.v1.EnrichmentRequest avro) {
        Alert alert = AlertMapper.fromAvro(avro.getAlert());
        dev.understudy.v1.LastGoodAnswer lastGood = avro.getLastGood();
        return new EnrichmentRequest(
                new RequestIdentity(
                        avro.getRequestId(),
                        avro.getIncidentId(),
                        alert.key().value(),
                        avro.getSequence(),
                        RecordMapper.fromAvro(avro.getOrigin())),
                alert,
                avro.getDeadlineAt(),
                avro.getExpiresAt(),
                progressFromAvro(avro),
                avro.getPromptVersion(),
                avro.getCacheKey(),
                parkingFromAvro(avro),
                lastGood == null ? null : fromAvro(lastGood),
                avro.getRecurrence());
    }

    static dev.understudy.v1.ResolvedMark toAvro(ResolvedMark mark) {
        return new dev.understudy.v1.ResolvedMark(mark.incidentId(), mark.sequence(), mark.resolvedAt());
    }

    static ResolvedMark fromAvro(dev.understudy.v1.ResolvedMark avro) {
        return new ResolvedMark(avro.getIncidentId(), avro.getSequence(), avro.getResolvedAt());
    }

    static dev.understudy.v1.KnownAnswer toAvro(KnownAnswer known) {
        return new dev.understudy.v1.KnownAnswer(known.contentKey(), toAvro(known.answer()));
    }

    static KnownAnswer fromAvro(dev.understudy.v1.KnownAnswer avro) {
        return new KnownAnswer(avro.getContentKey(), fromAvro(avro.getAnswer()));
    }

    static dev.understudy.v1.InFlightEntry toAvro(InFlightEntry entry) {
        InFlightEntry.Call call = entry.call();
        dev.understudy.v1.InFlightEntry avro = new dev.understudy.v1.InFlightEntry();
        avro.setRequest(toAvro(entry.request()));
        avro.setOriginal(RecordMapper.toAvro(entry.original()));
        avro.setState(entry.calls().isEmpty() ? InFlightState.QUEUED : InFlightState.CALLING);
        if (call != null) {
            avro.setProvider(call.provider());
            avro.setModel(call.model());
            avro.setOrdinal(call.ordinal());
            avro.setCallStartedAt(call.startedAt());
        }
        InFlightEntry.Call hedge = entry.hedge();
        avro.setHedge(
                hedge == null
                        ? null
                        : new HedgeCall(hedge.provider(), hedge.model(), hedge.ordinal(), hedge.startedAt()));
        return avro;
    }

    static InFlightEntry fromAvro(dev.understudy.v1.InFlightEntry avro) {
        HedgeCall hedge = avro.getHedge();
        return new InFlightEntry(
                fromAvro(avro.getRequest()),
                callFromAvro(avro),
                hedge == null
                        ? null
                        : new InFlightEntry.Call(
                                hedge.getProvider(), hedge.getModel(), hedge.getOrdinal(), hedge.getStartedAt()),
                RecordMapper.fromAvro(avro.getOriginal()));
    }

    private static InFlightEntry.@Nullable Call callFromAvro(dev.understudy.v1.InFlightEntry avro) {
        String provider = avro.getProvider();
        String model = avro.getModel();
        Instant startedAt = avro.getCallStartedAt();
        if (avro.getState() != InFlightState.CALLING || provider == null || model == null || startedAt == null) {
            return null;
        }
        return new InFlightEntry.Call(provider, model, avro.getOrdinal(), startedAt);
    }

    private static void progressToAvro(Progress progress, dev.understudy.v1.EnrichmentRequest avro) {
        avro.setRoute(progress.route());
        avro.setRound(progress.round());
        avro.setTriedThisRound(sorted(progress.triedThisRound()));
        avro.setExcludedProviders(sorted(progress.excluded()));
        avro.setCallsMade(progress.callsMade());
        avro.setEmittedRevision(progress.emittedRevision());
        avro.setAttempts(AttemptMapper.toAvro(progress.attempts()));
    }

    private static Progress progressFromAvro(dev.understudy.v1.EnrichmentRequest avro) {
        return new Progress(
                avro.getRoute(),
                avro.getRound(),
                Set.copyOf(avro.getTriedThisRound()),
                Set.copyOf(avro.getExcludedProviders()),
                avro.getCallsMade(),
                avro.getEmittedRevision(),
                AttemptMapper.fromAvro(avro.getAttempts()));
    }

    private static void parkingToAvro(@Nullable Parking parking, dev.understudy.v1.EnrichmentRequest avro) {
        avro.setReason(
                parking == null
                        ? dev.understudy.v1.ParkReason.UNKNOWN
                        : Symbols.same(dev.understudy.v1.ParkReason.class, parking.reason()));
        avro.setTimesParked(parking == null ? 0 : parking.times());
        avro.setFirstParkedAt(parking == null ? Instant.EPOCH : parking.firstAt());
        avro.setParkedAt(parking == null ? Instant.EPOCH : parking.at());
        avro.setNotBefore(parking == null ? Instant.EPOCH : parking.notBefore());
    }

    private static @Nullable Parking parkingFromAvro(dev.understudy.v1.EnrichmentRequest avro) {
        if (avro.getTimesParked() == 0) {
            return null;
        }
        return new Parking(
                Symbols.same(ParkReason.class, avro.getReason()),
                avro.getTimesParked(),
                avro.getFirstParkedAt(),
                avro.getParkedAt(),
                avro.getNotBefore());
    }

    private static dev.understudy.v1.LastGoodAnswer toAvro(LastGoodAnswer answer) {
        return new dev.understudy.v1.LastGoodAnswer(
                EnrichmentMapper.toAvro(answer.enrichment()),
                answer.requestId(),
                answer.producedAt(),
                answer.provider(),
                answer.model(),
                answer.caveats().stream().map(Caveat::name).sorted().toList());
    }

    private static LastGoodAnswer fromAvro(dev.understudy.v1.LastGoodAnswer avro) {
        return new LastGoodAnswer(
                EnrichmentMapper.fromAvro(avro.getEnrichment()),
                avro.getRequestId(),
                avro.getProducedAt(),
                avro.getProvider(),
                avro.getModel(),
                avro.getCaveats().stream().map(RequestMapper::caveat).collect(Collectors.toSet()));
    }

    /** A newer writer may know of more. */
    private static Caveat caveat(String name) {
        return Stream.of(Caveat.values())
                .filter(caveat -> caveat.name().equals(name))
                .findFirst()
                .orElse(Caveat.UNKNOWN);
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }
}
