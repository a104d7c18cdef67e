package dev.understudy.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.config.ConfigException;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CodecsTest {
    private final UnreachableRegistry registry = new UnreachableRegistry().open();

    @Test
    void shouldRegisterEachTopicOnceAndDemandCompatibility() throws Exception {
        Codecs codecs = Codecs.over(registry, Map.of());

        List<Registration> first = codecs.register(Contract.ofTopics(List.of("openai")));
        List<Registration> second = codecs.register(Contract.ofTopics(List.of("openai")));

        assertThat(first).extracting(Registration::action).containsOnly(Registration.Action.CREATED);
        assertThat(first)
                .extracting(Registration::subject)
                .containsExactly(
                        "incidents-value",
                        "incidents.enriched-value",
                        "incidents.resolved-value",
                        "incidents.answers-value",
                        "incidents.attempts-value",
                        "incidents.retry.openai-value");
        assertThat(second).extracting(Registration::action).containsOnly(Registration.Action.UNCHANGED);
        assertThat(second)
                .extracting(Registration::id)
                .isEqualTo(first.stream().map(Registration::id).toList());
        assertThat(registry.getCompatibility("incidents-value")).isEqualTo("FULL_TRANSITIVE");
    }

    @Test
    void shouldAddAVersionToASubjectThatIsThere() throws Exception {
        String json = Contract.PROVIDER_ATTEMPT.published().toString();
        String older = json.substring(0, json.lastIndexOf(",{\"name\":\"instanceId\"")) + "]}";
        registry.register("incidents.attempts-value", new AvroSchema(older));

        List<Registration> done =
                Codecs.over(registry, Map.of()).register(Map.of("incidents.attempts", Contract.PROVIDER_ATTEMPT));

        assertThat(done).extracting(Registration::action).containsExactly(Registration.Action.ADDED);
    }

    @Test
    void shouldSayWhatToDoWhenTheSubjectIsMissingAndRegisteringIsOff() {
        Codecs codecs = Codecs.over(registry, Map.of("auto.register.schemas", "false"));

        assertThatThrownBy(() -> codecs.codec(Contract.ALERT, "incidents"))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("incidents-value")
                .hasMessageContaining("understudy schemas register");
        codecs.register(Contract.ofTopics(List.of()));
        assertThat(codecs.codec(Contract.ALERT, "incidents")).isNotNull();
    }

    @Test
    void shouldSayWhatToDoWhenTheLatestIsWantedAndTheSubjectIsMissing() {
        Codecs codecs = Codecs.over(registry, Map.of("use.latest.version", "true"));

        assertThatThrownBy(() -> codecs.codec(Contract.ALERT, "incidents"))
                .hasMessageContaining("understudy schemas register");
    }

    @Test
    void shouldBeRetryableWhenTheRegistryIsAway() {
        assertThat(problem(() -> new ConnectException("refused")).retryable()).isTrue();
        assertThat(problem(() -> new RestClientException("leader unknown", 503, 50003))
                        .retryable())
                .isTrue();
        assertThat(problem(() -> new RestClientException("slow down", 429, 42900))
                        .retryable())
                .isTrue();
    }

    @Test
    void shouldSayWhatToDoWhenTheRegistryIsAway() {
        assertThat(problem(() -> new ConnectException("refused")))
                .hasMessageContaining("http://registry:8081")
                .hasMessageContaining("schema-registry.url")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void shouldSayWhatToDoWhenTheRegistryRefuses() {
        SchemaRegistryException credentials = problem(() -> new RestClientException("no", 401, 40101));
        SchemaRegistryException incompatible = problem(() -> new RestClientException("READER_FIELD", 409, 409));

        assertThat(credentials.retryable()).isFalse();
        assertThat(credentials).hasMessageContaining("basic.auth").hasMessageContaining("401");
        assertThat(incompatible.retryable()).isFalse();
        assertThat(incompatible)
                .hasMessageContaining("incidents-value")
                .hasMessageContaining("delete the subject")
                .hasMessageContaining("READER_FIELD");
    }

    @Test
    void shouldPassSettingsOfTheClientThrough() {
        RegistrySettings settings = RegistrySettings.of(Map.of(
                "url", "http://one:1, http://two:2",
                "basic.auth.credentials.source", "USER_INFO",
                "basic.auth.user.info", "a:b",
                "schema.registry.ssl.truststore.location", "/trust",
                "http.read.timeout.ms", "777",
                "use.latest.version", "true"));

        assertThat(settings.urls()).containsExactly("http://one:1", "http://two:2");
        assertThat(settings.useLatest()).isTrue();
        assertThat(settings.autoRegister()).isFalse();
        assertThat(settings.client())
                .containsEntry("schema.registry.url", "http://one:1, http://two:2")
                .containsEntry("basic.auth.credentials.source", "USER_INFO")
                .containsEntry("basic.auth.user.info", "a:b")
                .containsEntry("schema.registry.ssl.truststore.location", "/trust")
                .containsEntry("http.read.timeout.ms", "777")
                .containsEntry("http.connect.timeout.ms", "3000")
                .doesNotContainKeys("url", "use.latest.version", "auto.register.schemas");
    }

    @Test
    void shouldRegisterByDefaultWithShortTimeouts() {
        RegistrySettings settings = RegistrySettings.of(Map.of("url", "http://one:1"));

        assertThat(settings.autoRegister()).isTrue();
        assertThat(settings.useLatest()).isFalse();
        assertThat(settings.client())
                .containsEntry("http.connect.timeout.ms", "3000")
                .containsEntry("http.read.timeout.ms", "5000");
    }

    @Test
    void shouldNameAFlagThatIsNoFlag() {
        assertThatThrownBy(() -> RegistrySettings.of(Map.of("auto.register.schemas", "yes")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("schema-registry.auto.register.schemas");
    }

    @Test
    void shouldReachForTheRegistryThatTheUrlNames() {
        try (Codecs codecs = Codecs.create(Map.of("url", "http://localhost:1"))) {
            SchemaRegistryException thrown = catchThrowableOfType(
                    SchemaRegistryException.class, () -> codecs.codec(Contract.ALERT, "incidents"));

            assertThat(thrown.retryable()).isTrue();
            assertThat(thrown).hasMessageContaining("http://localhost:1");
        }
    }

    private SchemaRegistryException problem(Supplier<Exception> how) {
        registry.failing(how);
        Codecs codecs = Codecs.over(registry, Map.of("url", "http://user:secret@registry:8081"));
        SchemaRegistryException thrown =
                catchThrowableOfType(SchemaRegistryException.class, () -> codecs.codec(Contract.ALERT, "incidents"));
        assertThat(thrown).isNotNull();
        return thrown;
    }
}
