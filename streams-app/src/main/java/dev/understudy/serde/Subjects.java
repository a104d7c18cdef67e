package dev.understudy.serde;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.entities.Config;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.Optional;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The subjects of a registry, one per topic, and the schemas under them. Every method waits for the registry. */
final class Subjects {
    private static final String COMPATIBILITY = "FULL_TRANSITIVE";
    private static final Logger LOG = LoggerFactory.getLogger(Subjects.class);

    private final SchemaRegistryClient client;
    private final RegistrySettings settings;
    private final RegistryProblems problems;

    Subjects(SchemaRegistryClient client, RegistrySettings settings) {
        this.client = client;
        this.settings = settings;
        this.problems = new RegistryProblems(settings.shownUrls());
    }

    /** The subject of a topic's values. */
    static String of(String topic) {
        return topic + "-value";
    }

    /** The schema to write a topic with, as the settings say. */
    WriterSchema writer(Contract<?> contract, String topic) {
        String subject = of(topic);
        try {
            if (settings.useLatest()) {
                return latest(contract, subject);
            }
            int id = settings.autoRegister()
                    ? registered(contract, subject).id()
                    : existing(contract, subject).orElseThrow(() -> problems.missing(contract, subject));
            return new WriterSchema(id, contract.published(), null);
        } catch (RestClientException | IOException e) {
            throw problems.explain(subject, e);
        }
    }

    /** Registers the contract under the subject of the topic, unless it is there. */
    Registration register(Contract<?> contract, String topic) {
        String subject = of(topic);
        try {
            return registered(contract, subject);
        } catch (RestClientException | IOException e) {
            throw problems.explain(subject, e);
        }
    }

    private Registration registered(Contract<?> contract, String subject) throws IOException, RestClientException {
        Optional<Integer> present = existing(contract, subject);
        if (present.isPresent()) {
            return new Registration(subject, present.get(), Registration.Action.UNCHANGED);
        }
        boolean added = hasVersions(subject);
        int id = client.register(subject, schema(contract));
        if (!added) {
            demandCompatibility(subject);
        }
        return new Registration(subject, id, added ? Registration.Action.ADDED : Registration.Action.CREATED);
    }

    private Optional<Integer> existing(Contract<?> contract, String subject) throws IOException, RestClientException {
        try {
            return Optional.of(client.getId(subject, schema(contract)));
        } catch (RestClientException e) {
            if (e.getStatus() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private boolean hasVersions(String subject) throws IOException, RestClientException {
        try {
            return !client.getAllVersions(subject).isEmpty();
        } catch (RestClientException e) {
            if (e.getStatus() == 404) {
                return false;
            }
            throw e;
        }
    }

    /** A registry that does not let us is no reason to stop: its own default holds then. */
    private void demandCompatibility(String subject) throws IOException {
        try {
            client.updateConfig(subject, new Config(COMPATIBILITY));
        } catch (RestClientException e) {
            LOG.atWarn()
                    .addKeyValue("subject", subject)
                    .addKeyValue("status", e.getStatus())
                    .log("The schema registry did not take the compatibility level FULL_TRANSITIVE");
        }
    }

    private WriterSchema latest(Contract<?> contract, String subject) throws IOException, RestClientException {
        SchemaMetadata metadata;
        try {
            metadata = client.getLatestSchemaMetadata(subject);
        } catch (RestClientException e) {
            if (e.getStatus() == 404) {
                throw problems.missing(contract, subject);
            }
            throw e;
        }
        ParsedSchema parsed = client.getSchemaById(metadata.getId());
        Schema latest = parsed instanceof AvroSchema avro ? avro.rawSchema() : SchemaCache.NOT_AVRO;
        if (latest.equals(contract.published())) {
            return new WriterSchema(metadata.getId(), contract.published(), null);
        }
        String problem = Resolution.problem(latest, contract.published());
        if (problem != null) {
            throw problems.unwritable(subject, problem);
        }
        return new WriterSchema(metadata.getId(), contract.published(), latest);
    }

    private static ParsedSchema schema(Contract<?> contract) {
        return new AvroSchema(contract.published());
    }
}
