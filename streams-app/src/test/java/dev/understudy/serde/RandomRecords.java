package dev.understudy.serde;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.attempt.ModelResponse;
import dev.understudy.domain.attempt.Outcome;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.Parking;
import dev.understudy.domain.request.Provenance;
import dev.understudy.domain.request.RequestIdentity;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Domain records with random parts, by reflection, so that no component is forgotten. What the contracts hold only once
 * is made to agree: see {@link #agreeing}.
 */
final class RandomRecords {
    private static final String[] WORDS = {"", "a", "pod|1\\", "größe", "日本", "x y", "\n\t", "\uD83D\uDE80", "null"};

    private final Random random;
    private final Map<Class<?>, Supplier<Object>> scalars = new HashMap<>();

    RandomRecords(long seed) {
        this.random = new Random(seed);
        scalars.put(String.class, () -> WORDS[random.nextInt(WORDS.length)] + random.nextInt(1000));
        scalars.put(int.class, () -> random.nextInt(100_000));
        scalars.put(Integer.class, () -> random.nextInt(100_000));
        scalars.put(long.class, () -> random.nextLong(1L << 50));
        scalars.put(Long.class, () -> random.nextLong(1L << 50));
        scalars.put(double.class, random::nextGaussian);
        scalars.put(Double.class, random::nextGaussian);
        scalars.put(boolean.class, random::nextBoolean);
        scalars.put(Instant.class, () -> Instant.ofEpochMilli(random.nextLong(-1L << 40, 1L << 45)));
        scalars.put(Duration.class, () -> Duration.ofMillis(random.nextInt()));
        scalars.put(byte[].class, () -> {
            byte[] bytes = new byte[random.nextInt(20)];
            random.nextBytes(bytes);
            return bytes;
        });
    }

    <R extends Record> R next(Class<R> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> value(component.getAnnotatedType(), component.getGenericType()))
                .toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return type.cast(agreeing(constructor.newInstance(values)));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type.getName(), e);
        }
    }

    private @Nullable Object value(AnnotatedType annotated, Type type) {
        if (annotated.isAnnotationPresent(Nullable.class) && random.nextInt(3) == 0) {
            return null;
        }
        return value(type);
    }

    private Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            return collection(generic);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            Object[] constants = plain.getEnumConstants();
            return constants[random.nextInt(constants.length)];
        }
        if (plain.isRecord()) {
            return next(plain.asSubclass(Record.class));
        }
        return scalars.get(plain).get();
    }

    private Object collection(ParameterizedType generic) {
        Type[] arguments = generic.getActualTypeArguments();
        int size = random.nextInt(4);
        if (generic.getRawType() == Map.class) {
            Map<Object, Object> map = new HashMap<>();
            for (int i = 0; i < size; i++) {
                map.put(value(arguments[0]), value(arguments[1]));
            }
            return map;
        }
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(value(arguments[0]));
        }
        return generic.getRawType() == Set.class ? new HashSet<>(list) : list;
    }

    /** What an application makes agrees with itself where the contract holds a thing once. */
    private static Object agreeing(Object value) {
        if (value instanceof ProviderAttempt attempt) {
            return agreeing(attempt);
        }
        if (value instanceof Parking parking && parking.times() == 0) {
            return new Parking(parking.reason(), 1, parking.firstAt(), parking.at(), parking.notBefore());
        }
        if (value instanceof EnrichmentRequest request) {
            return new EnrichmentRequest(
                    keyed(request.identity(), request.alert()),
                    request.alert(),
                    request.deadlineAt(),
                    request.expiresAt(),
                    request.progress(),
                    request.promptVersion(),
                    request.cacheKey(),
                    request.parking(),
                    request.lastGood(),
                    request.recurrence());
        }
        if (value instanceof EnrichedIncident incident) {
            return new EnrichedIncident(
                    keyed(incident.identity(), incident.alert()),
                    incident.revision(),
                    incident.alert(),
                    incident.outcome(),
                    incident.degradedReasons(),
                    incident.caveats(),
                    incident.enrichment(),
                    incident.provenance(),
                    incident.recurrence());
        }
        return value instanceof Provenance provenance ? agreeing(provenance) : value;
    }

    private static RequestIdentity keyed(RequestIdentity identity, Alert alert) {
        return new RequestIdentity(
                identity.requestId(),
                identity.incidentId(),
                alert.key().value(),
                identity.sequence(),
                identity.origin());
    }

    private static ProviderAttempt agreeing(ProviderAttempt attempt) {
        Outcome.Detail detail = attempt.detail();
        ModelResponse response = attempt.response().withKeyId(attempt.keyId());
        boolean empty = detail == null
                || (detail.httpStatus() == null
                        && detail.errorCode() == null
                        && detail.message() == null
                        && detail.retryAfter() == null);
        return new ProviderAttempt(
                attempt.requestId(),
                attempt.provider(),
                attempt.model(),
                attempt.ordinal(),
                attempt.startedAt(),
                attempt.latencyMillis(),
                attempt.failure(),
                empty
                        ? null
                        : new Outcome.Detail(
                                detail.httpStatus(),
                                detail.errorCode(),
                                detail.message(),
                                detail.retryAfter(),
                                detail.httpStatus() != null,
                                response),
                response,
                attempt.costUsdMicros(),
                attempt.called(),
                attempt.round(),
                attempt.hedge(),
                attempt.keyId(),
                attempt.instanceId());
    }

    private static Provenance agreeing(Provenance provenance) {
        ModelResponse answer = provenance.attempts().stream()
                .filter(attempt -> attempt.failure() == null)
                .reduce((first, second) -> second)
                .map(ProviderAttempt::response)
                .orElse(ModelResponse.NONE);
        Provenance.PromptRef prompt = provenance.prompt();
        boolean empty = prompt == null
                || (prompt.version() == null && prompt.hash() == null && prompt.outputSchemaVersion() == null);
        ModelResponse response = provenance.response();
        return new Provenance(
                provenance.provider(),
                provenance.model(),
                new ModelResponse(
                        response.model(), response.id(), response.finishReason(), answer.usage(), answer.keyId()),
                provenance.attempts(),
                provenance.modelCalls(),
                empty ? null : prompt,
                provenance.times(),
                provenance.reuse(),
                provenance.redactions(),
                provenance.producer(),
                provenance.producedAt());
    }
}
