package dev.understudy.serde;

import dev.understudy.config.Topics;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.KeyedAlert;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.attempt.ProviderAttempt;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.domain.request.EnrichmentRequest;
import dev.understudy.domain.request.InFlightEntry;
import dev.understudy.domain.request.KnownAnswer;
import dev.understudy.domain.request.ResolvedMark;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * One Avro contract and the domain record that it carries. Immutable and thread-safe; the constants are all there are.
 *
 * @param <T> the domain record
 */
public final class Contract<T> {
    static {
        // Avro makes objects only of classes that it was told to trust; a schema from outside cannot name others.
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(),
                type -> type.getPackage() == dev.understudy.v1.Alert.class.getPackage()));
    }

    public static final Contract<Alert> ALERT =
            of(dev.understudy.v1.Alert.class, AlertMapper::toAvro, AlertMapper::fromAvro);
    public static final Contract<EnrichedIncident> ENRICHED_INCIDENT =
            of(dev.understudy.v1.EnrichedIncident.class, IncidentMapper::toAvro, IncidentMapper::fromAvro);
    public static final Contract<EnrichmentRequest> ENRICHMENT_REQUEST =
            of(dev.understudy.v1.EnrichmentRequest.class, RequestMapper::toAvro, RequestMapper::fromAvro);
    public static final Contract<ProviderAttempt> PROVIDER_ATTEMPT =
            of(dev.understudy.v1.ProviderAttempt.class, AttemptMapper::toAvro, AttemptMapper::fromAvro);
    public static final Contract<ResolvedMark> RESOLVED_MARK =
            of(dev.understudy.v1.ResolvedMark.class, RequestMapper::toAvro, RequestMapper::fromAvro);
    public static final Contract<KnownAnswer> KNOWN_ANSWER =
            of(dev.understudy.v1.KnownAnswer.class, RequestMapper::toAvro, RequestMapper::fromAvro);
    public static final Contract<KeyedAlert> KEYED_ALERT =
            of(dev.understudy.v1.KeyedAlert.class, RecordMapper::toAvro, RecordMapper::fromAvro);
    public static final Contract<RawRecord> RAW_RECORD =
            of(dev.understudy.v1.RawRecord.class, RecordMapper::toAvro, RecordMapper::fromAvro);
    public static final Contract<InFlightEntry> IN_FLIGHT_ENTRY =
            of(dev.understudy.v1.InFlightEntry.class, RequestMapper::toAvro, RequestMapper::fromAvro);

    /** What the generated classes add to strings and maps; the published schema is that of the contract file. */
    private static final String JAVA_STRING = ",\"avro.java.string\":\"String\"";

    private final SpecificData model;
    private final Schema schema;
    private final Schema published;
    private final Function<T, ? extends SpecificRecord> toAvro;
    private final Function<SpecificRecord, T> fromAvro;

    private Contract(
            SpecificData model,
            Schema schema,
            Function<T, ? extends SpecificRecord> toAvro,
            Function<SpecificRecord, T> fromAvro) {
        this.model = model;
        this.schema = schema;
        this.published = new Schema.Parser().parse(schema.toString().replace(JAVA_STRING, ""));
        this.toAvro = toAvro;
        this.fromAvro = fromAvro;
    }

    private static <T, R extends SpecificRecord> Contract<T> of(
            Class<R> type, Function<T, R> toAvro, Function<R, T> fromAvro) {
        SpecificData model = SpecificData.getForClass(type);
        return new Contract<>(model, model.getSchema(type), toAvro, record -> fromAvro.apply(type.cast(record)));
    }

    /** The contract of every public topic that an installation with these providers needs. */
    public static Map<String, Contract<?>> ofTopics(Iterable<String> providers) {
        Map<String, Contract<?>> contracts = new LinkedHashMap<>();
        contracts.put(Topics.INCIDENTS, ALERT);
        contracts.put(Topics.ENRICHED, ENRICHED_INCIDENT);
        contracts.put(Topics.RESOLVED, RESOLVED_MARK);
        contracts.put(Topics.ANSWERS, KNOWN_ANSWER);
        contracts.put(Topics.ATTEMPTS, PROVIDER_ATTEMPT);
        providers.forEach(provider -> contracts.put(Topics.retry(provider), ENRICHMENT_REQUEST));
        return contracts;
    }

    /** Every contract, those of the stores included. */
    static List<Contract<?>> all() {
        return List.of(
                ALERT,
                ENRICHED_INCIDENT,
                ENRICHMENT_REQUEST,
                PROVIDER_ATTEMPT,
                RESOLVED_MARK,
                KNOWN_ANSWER,
                KEYED_ALERT,
                RAW_RECORD,
                IN_FLIGHT_ENTRY);
    }

    /** Name of the record, such as {@code Alert}. */
    public String name() {
        return schema.getName();
    }

    /** The schema that a registry gets. */
    Schema published() {
        return published;
    }

    /** The schema of the generated classes. */
    Schema schema() {
        return schema;
    }

    /** What makes them. */
    SpecificData model() {
        return model;
    }

    SpecificRecord toAvro(T value) {
        return toAvro.apply(value);
    }

    T fromAvro(SpecificRecord avro) {
        return fromAvro.apply(avro);
    }

    DatumWriter<SpecificRecord> writer() {
        return new SpecificDatumWriter<>(schema, model);
    }

    DatumReader<SpecificRecord> reader(Schema writer) {
        return new SpecificDatumReader<>(writer, schema, model);
    }

    @Override
    public String toString() {
        return name();
    }
}
