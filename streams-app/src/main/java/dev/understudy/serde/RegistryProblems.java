package dev.understudy.serde;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.util.Objects;

/** Says what is wrong between this process and the registry, and what to do about it. */
final class RegistryProblems {
    private static final String REGISTER = "run `understudy schemas register`";
    private static final int LONGEST_DETAIL = 500;

    private final String urls;

    RegistryProblems(String urls) {
        this.urls = urls;
    }

    SchemaRegistryException missing(Contract<?> contract, String subject) {
        return permanent("Subject " + subject + " does not hold the schema of " + contract.name() + ": " + REGISTER
                + ", or set schema-registry.auto.register.schemas to true");
    }

    SchemaRegistryException unwritable(String subject, String problem) {
        return permanent("The latest schema of subject " + subject + " cannot hold what this version writes (" + problem
                + "): " + REGISTER + " with this version, or set schema-registry.use.latest.version to false");
    }

    SchemaRegistryException explain(String subject, Exception problem) {
        if (problem instanceof RestClientException refusal) {
            return refused(subject, refusal);
        }
        return new SchemaRegistryException(
                "The schema registry at " + urls + " cannot be reached for subject " + subject + " ("
                        + problem.getClass().getSimpleName() + "): check schema-registry.url and that it is up",
                true,
                problem);
    }

    private SchemaRegistryException refused(String subject, RestClientException refusal) {
        int status = refusal.getStatus();
        if (status == 401 || status == 403) {
            return new SchemaRegistryException(
                    "The schema registry at " + urls + " refuses the credentials for subject " + subject + " (" + status
                            + "): check schema-registry.basic.auth.* or bearer.auth.*; who may only read sets "
                            + "auto.register.schemas to false and has an operator " + REGISTER,
                    false,
                    refusal);
        }
        if (status == 409) {
            return new SchemaRegistryException(
                    "Subject " + subject + " holds a schema that ours is not compatible with: another application or"
                            + " another version of this one owns the topic; compare the schemas, then use another topic"
                            + " or delete the subject. The registry says: " + detail(refusal),
                    false,
                    refusal);
        }
        boolean away = status >= 500 || status == 429;
        return new SchemaRegistryException(
                "The schema registry at " + urls + " answered " + status + " for subject " + subject + ": "
                        + detail(refusal),
                away,
                refusal);
    }

    private static SchemaRegistryException permanent(String message) {
        return new SchemaRegistryException(message, false, null);
    }

    private static String detail(RestClientException refusal) {
        String message = Objects.requireNonNullElse(refusal.getMessage(), "nothing");
        return message.length() <= LONGEST_DETAIL ? message : message.substring(0, LONGEST_DETAIL) + "...";
    }
}
