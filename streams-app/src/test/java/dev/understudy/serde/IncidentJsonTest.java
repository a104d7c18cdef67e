package dev.understudy.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.understudy.domain.enrichment.EnrichmentOutcome;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.testing.SampleIncidents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The JSON form of an answer is a contract: a file shows it, and a JSON schema follows from the Avro contract. */
class IncidentJsonTest {
    private static final Path GOLDEN = Path.of("src/test/resources/output/enriched-incident.json");
    private static final Path SCHEMA = Path.of("../schemas/json/EnrichedIncident.schema.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(IncidentJsonSchema.text());

    @Test
    void shouldBeTheContractThatTheFileShows() throws IOException {
        String json = IncidentJson.of(SampleIncidents.complete());

        assertThat(json).doesNotContain("\n");
        assertThat(seen("enriched-incident.json", JSON.readTree(json).toPrettyString() + "\n"))
                .as("consumers rely on it: a field may come, none may go or change")
                .isEqualToNormalizingNewlines(Files.readString(GOLDEN));
    }

    @Test
    void shouldHaveTheJsonSchemaThatShips() throws IOException {
        assertThat(seen("EnrichedIncident.schema.json", IncidentJsonSchema.text()))
                .as("the contract has changed: cp streams-app/target/EnrichedIncident.schema.json schemas/json/")
                .isEqualToNormalizingNewlines(Files.readString(SCHEMA));
    }

    @Test
    void shouldFitTheSchemaWhateverTheIncidentHolds() throws IOException {
        for (long seed = 0; seed < 300; seed++) {
            EnrichedIncident incident = new RandomRecords(seed).next(EnrichedIncident.class);

            assertValid(IncidentJson.of(incident));
            assertValid(IncidentJson.withAlertCut(incident));
            assertThat(JSON.readTree(IncidentJson.of(incident)).path("sequence").asLong())
                    .isEqualTo(incident.identity().sequence());
        }
    }

    @Test
    void shouldReadBackWhateverTheIncidentHolds() {
        for (long seed = 0; seed < 300; seed++) {
            EnrichedIncident incident = new RandomRecords(seed).next(EnrichedIncident.class);

            assertThat(IncidentJson.read(IncidentJson.of(incident))).isEqualTo(incident);
        }
    }

    @Test
    void shouldReadWhatANewerVersionWrote() {
        String json = IncidentJson.of(SampleIncidents.complete())
                .replaceFirst("\\{", "{\"later\":{\"of\":[1,{\"a\":2}]},")
                .replace("\"outcome\":\"COMPLETE\"", "\"outcome\":\"MUCH_LATER\"");

        assertThat(IncidentJson.read(json).outcome()).isEqualTo(EnrichmentOutcome.UNKNOWN);
    }

    @Test
    void shouldSayWhatIsWrongWithALineWithoutRepeatingIt() {
        assertUnreadable("{\"requestId\": secret", "is no JSON from column");
        assertUnreadable("", "is no enriched incident: the line is no object");
        assertUnreadable("{}", "is no enriched incident: /requestId is missing");
        assertUnreadable("{\"requestId\": 3}", "is no enriched incident: /requestId is no text");
        assertUnreadable("{\"sequence\": \"secret\"}", "is no JSON from column");
    }

    private static void assertUnreadable(String line, String message) {
        assertThatThrownBy(() -> IncidentJson.read(line))
                .isInstanceOf(UndecodableException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldLeaveOutWhatJsonDoesNotKnowAndWriteWhatAvroWrites() throws IOException {
        JsonNode json =
                JSON.readTree(IncidentJson.of(SampleIncidents.complete("half \ud83d and \u0000 whole \ud83d\ude80"))
                        .getBytes(UTF_8));

        assertThat(json.path("alert").path("summary").asText()).isEqualTo("half ? and \u0000 whole \ud83d\ude80");
        assertThat(json.path("alert").path("values").fieldNames()).toIterable().containsExactly("A", "B");
    }

    @Test
    void shouldSayThatTheAlertWasCut() throws IOException {
        EnrichedIncident incident = SampleIncidents.complete("\u0001".repeat(100_000));

        JsonNode json = JSON.readTree(IncidentJson.withAlertCut(incident));

        assertThat(json.path("alertCut").asBoolean()).isTrue();
        assertThat(json.path("alert").path("summary").asText()).hasSize(1_000).endsWith("\u0001…");
        assertThat(json.path("alert").path("labels")).isEmpty();
        assertThat(json.path("alert").path("fingerprint").asText()).isEqualTo("00ff");
        assertThat(json.path("enrichment").path("summary").asText()).startsWith("One pod holds");
        assertThat(JSON.readTree(IncidentJson.of(incident)).has("alertCut")).isFalse();
    }

    /** The same text, left where it can be copied from. */
    private static String seen(String file, String text) throws IOException {
        return Files.readString(Files.writeString(Path.of("target", file), text));
    }

    private void assertValid(String json) throws IOException {
        assertThat(schema.validate(JSON.readTree(json))).as(json).isEmpty();
    }
}
