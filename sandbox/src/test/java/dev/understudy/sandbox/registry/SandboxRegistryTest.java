package dev.understudy.sandbox.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.entities.SchemaReference;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SandboxRegistryTest {

    private static final AvroSchema ONE = record("");
    private static final AvroSchema OPTIONAL_ADDED =
            record(",{\"name\":\"b\",\"type\":[\"null\",\"string\"],\"default\":null}");
    private static final AvroSchema REQUIRED_ADDED = record(",{\"name\":\"b\",\"type\":\"string\"}");

    private SandboxRegistry registry;
    private CachedSchemaRegistryClient client;

    private static AvroSchema record(String moreFields) {
        return new AvroSchema("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"string\"}"
                + moreFields + "]}");
    }

    @BeforeEach
    void start() {
        registry = SandboxRegistry.start(0);
        client = client();
    }

    private CachedSchemaRegistryClient client() {
        return new CachedSchemaRegistryClient(registry.url(), 100);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void shouldGiveOneIdWhenTheSchemaIsTheSame() throws IOException, RestClientException {
        int id = client.register("a-value", ONE);

        assertThat(client().register("a-value", ONE)).isEqualTo(id);
        assertThat(client().register("b-value", ONE)).isEqualTo(id);
        assertThat(client().getSchemaById(id)).isEqualTo(ONE);
        assertThat(client().getId("a-value", ONE)).isEqualTo(id);
        assertThat(client.getAllSubjects()).containsExactlyInAnyOrder("a-value", "b-value");
        assertThat(client.getAllSubjectsById(id)).containsExactlyInAnyOrder("a-value", "b-value");
    }

    @Test
    void shouldCountVersionsWhenSchemasEvolve() throws IOException, RestClientException {
        client.updateCompatibility("a-value", "FULL_TRANSITIVE");
        client.register("a-value", ONE);
        int second = client.register("a-value", OPTIONAL_ADDED);

        assertThat(client.getAllVersions("a-value")).containsExactly(1, 2);
        assertThat(client.getLatestSchemaMetadata("a-value").getId()).isEqualTo(second);
        assertThat(client.getSchemaMetadata("a-value", 1).getSchema()).isEqualTo(ONE.canonicalString());
        assertThat(client.getVersion("a-value", OPTIONAL_ADDED)).isEqualTo(2);
        assertThat(client.getCompatibility("a-value")).isEqualTo("FULL_TRANSITIVE");
    }

    @Test
    void shouldRefuseWhenTheSchemaIsNotCompatible() throws IOException, RestClientException {
        client.updateCompatibility(null, "FULL_TRANSITIVE");
        client.register("a-value", ONE);

        assertThat(client.testCompatibility("a-value", OPTIONAL_ADDED)).isTrue();
        assertThat(client.testCompatibility("a-value", REQUIRED_ADDED)).isFalse();
        assertThat(client.testCompatibilityVerbose("a-value", REQUIRED_ADDED)).isNotEmpty();
        RestClientException refusal =
                catchThrowableOfType(RestClientException.class, () -> client.register("a-value", REQUIRED_ADDED));
        assertThat(refusal.getStatus()).isEqualTo(409);
    }

    @Test
    void shouldNameTheErrorWhenSomethingIsMissing() throws IOException, RestClientException {
        assertThat(errorCode(() -> client.getLatestSchemaMetadata("nobody"))).isEqualTo(40401);
        assertThat(errorCode(() -> client.getSchemaById(77))).isEqualTo(40403);
        client.register("a-value", ONE);
        assertThat(errorCode(() -> client.getSchemaMetadata("a-value", 9))).isEqualTo(40402);
        assertThat(errorCode(() -> client.getId("a-value", OPTIONAL_ADDED))).isEqualTo(40403);
        assertThat(errorCode(() -> client.updateCompatibility("a-value", "SOMEHOW")))
                .isEqualTo(42203);
    }

    private static int errorCode(ThrowingCallable call) {
        return catchThrowableOfType(RestClientException.class, call).getErrorCode();
    }

    @Test
    void shouldResolveReferencesWhenASchemaNamesAnother() throws IOException, RestClientException {
        client.register("r-value", ONE);
        AvroSchema outer = new AvroSchema(
                "{\"type\":\"record\",\"name\":\"Outer\",\"fields\":[{\"name\":\"r\",\"type\":\"R\"}]}",
                List.of(new SchemaReference("R", "r-value", 1)),
                Map.of("R", ONE.canonicalString()),
                null);

        int id = client.register("outer-value", outer);

        assertThat(client().getSchemaById(id).references()).hasSize(1);
        assertThat(client().getSchemaById(id).rawSchema()).isEqualTo(outer.rawSchema());
    }

    @Test
    void shouldHideWhatIsDeleted() throws IOException, RestClientException {
        client.register("a-value", ONE);

        assertThat(client.deleteSubject("a-value")).containsExactly(1);

        assertThat(client().getAllSubjects()).isEmpty();
        assertThat(errorCode(() -> client().getAllVersions("a-value"))).isEqualTo(40401);
    }

    @Test
    void shouldKnowEverythingWhenItComesBack() throws IOException, RestClientException {
        int id = client.register("a-value", ONE);

        registry.stop();
        assertThatThrownBy(() -> client().getSchemaById(id)).isInstanceOf(ConnectException.class);
        registry.restart();

        assertThat(client().getSchemaById(id)).isEqualTo(ONE);
    }

    @Test
    void shouldAskWhoItIsWhenAPasswordIsSet() throws IOException, RestClientException {
        try (SandboxRegistry guarded = SandboxRegistry.start(0, "user", "word")) {
            CachedSchemaRegistryClient stranger = new CachedSchemaRegistryClient(guarded.url(), 10);
            CachedSchemaRegistryClient friend = new CachedSchemaRegistryClient(
                    guarded.url(), 10, Map.of(), Map.of("Authorization", "Basic dXNlcjp3b3Jk"));

            assertThat(catchThrowableOfType(RestClientException.class, stranger::getAllSubjects)
                            .getStatus())
                    .isEqualTo(401);
            assertThat(friend.getAllSubjects()).isEmpty();
        }
    }
}
