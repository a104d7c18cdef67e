package dev.understudy.sandbox.registry;

import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the registry knows: schemas by id, versions by subject, compatibility levels. Safe for use by several threads. */
final class SchemaLedger {

    private final List<StoredSchema> schemas = new ArrayList<>();
    private final SortedMap<String, List<SchemaVersion>> subjects = new TreeMap<>();
    private final Map<String, CompatibilityLevel> levels = new HashMap<>();
    private CompatibilityLevel globalLevel = CompatibilityLevel.BACKWARD;

    /** The id of a schema, after it was added to the subject if it was not there. */
    synchronized int register(String subject, StoredSchema given) {
        StoredSchema schema = AvroRules.canonical(given, this::referenced);
        Optional<SchemaVersion> present = find(subject, schema);
        if (present.isPresent()) {
            return present.get().id();
        }
        List<String> problems = AvroRules.problems(schema, live(subject), level(subject), this::referenced);
        if (!problems.isEmpty()) {
            throw new RegistryException(
                    409,
                    409,
                    "Schema being registered is incompatible with an earlier schema for subject \"" + subject
                            + "\", details: " + problems);
        }
        int known = schemas.indexOf(schema);
        if (known < 0) {
            schemas.add(schema);
            known = schemas.size() - 1;
        }
        List<SchemaVersion> versions = subjects.computeIfAbsent(subject, name -> new ArrayList<>());
        versions.add(new SchemaVersion(subject, versions.size() + 1, known + 1, false));
        return known + 1;
    }

    /** Why a schema could not follow these versions; empty when it could. */
    synchronized List<String> problems(String subject, StoredSchema given, @Nullable String version) {
        StoredSchema schema = AvroRules.canonical(given, this::referenced);
        List<StoredSchema> earlier = version == null
                ? live(subject)
                : List.of(schema(version(subject, version).id()));
        return AvroRules.problems(schema, earlier, level(subject), this::referenced);
    }

    /** The version of a subject that holds a schema. */
    synchronized SchemaVersion lookup(String subject, StoredSchema given) {
        if (versions(subject, false).isEmpty()) {
            throw RegistryException.subjectNotFound(subject);
        }
        return find(subject, AvroRules.canonical(given, this::referenced))
                .orElseThrow(() -> RegistryException.schemaNotFound("of this text"));
    }

    private Optional<SchemaVersion> find(String subject, StoredSchema schema) {
        return versions(subject, false).stream()
                .filter(version -> schema(version.id()).equals(schema))
                .findFirst();
    }

    private List<StoredSchema> live(String subject) {
        return versions(subject, false).stream()
                .map(version -> schema(version.id()))
                .toList();
    }

    private StoredSchema referenced(StoredSchema.Reference reference) {
        return schema(version(reference.subject(), Integer.toString(reference.version()))
                .id());
    }

    /** The schema with an id. */
    synchronized StoredSchema schema(int id) {
        if (id < 1 || id > schemas.size()) {
            throw RegistryException.schemaNotFound(Integer.toString(id));
        }
        return schemas.get(id - 1);
    }

    /** Names of subjects that have a version. */
    synchronized List<String> subjects(boolean withDeleted) {
        return subjects.keySet().stream()
                .filter(subject -> !versions(subject, withDeleted).isEmpty())
                .toList();
    }

    /** Versions of a subject, oldest first; empty when there is none. */
    synchronized List<SchemaVersion> versions(String subject, boolean withDeleted) {
        return subjects.getOrDefault(subject, List.of()).stream()
                .filter(version -> withDeleted || !version.isDeleted())
                .toList();
    }

    /** A version by number or {@code latest}. */
    synchronized SchemaVersion version(String subject, String version) {
        List<SchemaVersion> versions = versions(subject, false);
        if (versions.isEmpty()) {
            throw RegistryException.subjectNotFound(subject);
        }
        if (version.equals("latest") || version.equals("-1")) {
            return versions.get(versions.size() - 1);
        }
        if (!version.matches("\\d{1,9}") || version.matches("0+")) {
            throw new RegistryException(
                    422,
                    42202,
                    "The specified version '" + version + "' is not a valid version id. Allowed values are between"
                            + " [1, 2^31-1] and the string \"latest\"");
        }
        return versions.stream()
                .filter(candidate -> candidate.version() == Integer.parseInt(version))
                .findFirst()
                .orElseThrow(() -> RegistryException.versionNotFound(version));
    }

    /** All versions that hold a schema. */
    synchronized List<SchemaVersion> holders(int id) {
        schema(id);
        return subjects.values().stream()
                .flatMap(List::stream)
                .filter(version -> version.id() == id && !version.isDeleted())
                .toList();
    }

    /** Soft-deletes a subject; answers the numbers of its versions. */
    synchronized List<Integer> delete(String subject) {
        List<Integer> numbers =
                versions(subject, false).stream().map(SchemaVersion::version).toList();
        if (numbers.isEmpty()) {
            throw RegistryException.subjectNotFound(subject);
        }
        delete(subject, version -> true);
        return numbers;
    }

    /** Soft-deletes one version; answers its number. */
    synchronized int delete(String subject, String version) {
        SchemaVersion found = version(subject, version);
        delete(subject, candidate -> candidate.equals(found));
        return found.version();
    }

    private void delete(String subject, Predicate<SchemaVersion> which) {
        subjects.getOrDefault(subject, List.of())
                .replaceAll(version -> which.test(version) ? version.deleted() : version);
    }

    /** The level in force for a subject. */
    synchronized CompatibilityLevel level(String subject) {
        return levels.getOrDefault(subject, globalLevel);
    }

    /** The level of the subject itself, if it has one. */
    synchronized Optional<CompatibilityLevel> ownLevel(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    /** The level of subjects without their own. */
    synchronized CompatibilityLevel globalLevel() {
        return globalLevel;
    }

    synchronized void setGlobalLevel(CompatibilityLevel level) {
        globalLevel = level;
    }

    synchronized void setLevel(String subject, CompatibilityLevel level) {
        levels.put(subject, level);
    }

    synchronized void removeLevel(String subject) {
        levels.remove(subject);
    }
}
