package dev.understudy.sandbox.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.sandbox.http.JsonRequest;
import dev.understudy.sandbox.http.JsonResponse;
import dev.understudy.sandbox.registry.StoredSchema.Reference;
import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The HTTP interface of Confluent's Schema Registry, as far as clients use it, over a {@link SchemaLedger}. */
final class RegistryRoutes {

    private final SchemaLedger ledger;

    RegistryRoutes(SchemaLedger ledger) {
        this.ledger = ledger;
    }

    JsonResponse answer(JsonRequest request) {
        try {
            return route(request);
        } catch (RegistryException e) {
            return error(e.status(), e.code(), String.valueOf(e.getMessage()));
        } catch (JsonProcessingException e) {
            return error(400, 400, "Unrecognized JSON: " + e.getOriginalMessage());
        }
    }

    static JsonResponse error(int status, int code, String message) {
        return JsonResponse.of(status, Map.of("error_code", code, "message", message));
    }

    private JsonResponse route(JsonRequest request) throws JsonProcessingException {
        String first = request.path().isEmpty() ? "" : request.segment(0);
        return switch (first) {
            case "" -> JsonResponse.ok(Map.of());
            case "subjects" -> subjects(request);
            case "schemas" -> schemas(request);
            case "compatibility" -> compatibility(request);
            case "config" -> config(request);
            case "mode" -> JsonResponse.ok(Map.of("mode", "READWRITE"));
            default -> unknown();
        };
    }

    private static JsonResponse unknown() {
        return error(404, 404, "HTTP 404 Not Found");
    }

    private JsonResponse subjects(JsonRequest request) throws JsonProcessingException {
        boolean deleted = request.flag("deleted");
        if (request.is("GET", "subjects")) {
            String prefix = request.query().getOrDefault("subjectPrefix", "");
            return JsonResponse.ok(ledger.subjects(deleted).stream()
                    .filter(subject -> subject.startsWith(prefix))
                    .toList());
        }
        if (request.path().size() < 2) {
            return unknown();
        }
        String subject = request.segment(1);
        if (request.is("POST", "subjects", "*")) {
            return JsonResponse.ok(described(ledger.lookup(subject, schema(request))));
        }
        if (request.is("DELETE", "subjects", "*")) {
            return JsonResponse.ok(ledger.delete(subject));
        }
        if (request.is("GET", "subjects", "*", "versions")) {
            List<SchemaVersion> versions = ledger.versions(subject, deleted);
            if (versions.isEmpty()) {
                throw RegistryException.subjectNotFound(subject);
            }
            return JsonResponse.ok(versions.stream().map(SchemaVersion::version).toList());
        }
        if (request.is("POST", "subjects", "*", "versions")) {
            return JsonResponse.ok(Map.of("id", ledger.register(subject, schema(request))));
        }
        return version(request, subject);
    }

    private JsonResponse version(JsonRequest request, String subject) {
        if (request.is("GET", "subjects", "*", "versions", "*")) {
            return JsonResponse.ok(described(ledger.version(subject, request.segment(3))));
        }
        if (request.is("DELETE", "subjects", "*", "versions", "*")) {
            return JsonResponse.ok(ledger.delete(subject, request.segment(3)));
        }
        if (request.is("GET", "subjects", "*", "versions", "*", "schema")) {
            int id = ledger.version(subject, request.segment(3)).id();
            return new JsonResponse(200, ledger.schema(id).text());
        }
        if (request.is("GET", "subjects", "*", "versions", "*", "referencedby")) {
            return JsonResponse.ok(List.of());
        }
        return unknown();
    }

    private JsonResponse schemas(JsonRequest request) {
        if (request.is("GET", "schemas", "types")) {
            return JsonResponse.ok(List.of("JSON", "PROTOBUF", StoredSchema.AVRO));
        }
        if (request.path().size() < 3 || !request.segment(1).equals("ids")) {
            return unknown();
        }
        String text = request.segment(2);
        if (!text.matches("\\d{1,9}")) {
            throw RegistryException.schemaNotFound(text);
        }
        int id = Integer.parseInt(text);
        StoredSchema schema = ledger.schema(id);
        if (request.is("GET", "schemas", "ids", "*")) {
            Map<String, Object> answer = new LinkedHashMap<>();
            describe(answer, schema);
            return JsonResponse.ok(answer);
        }
        if (request.is("GET", "schemas", "ids", "*", "schema")) {
            return new JsonResponse(200, schema.text());
        }
        if (request.is("GET", "schemas", "ids", "*", "subjects")) {
            return JsonResponse.ok(ledger.holders(id).stream()
                    .map(SchemaVersion::subject)
                    .distinct()
                    .toList());
        }
        if (request.is("GET", "schemas", "ids", "*", "versions")) {
            return JsonResponse.ok(ledger.holders(id).stream()
                    .map(holder -> Map.of("subject", holder.subject(), "version", holder.version()))
                    .toList());
        }
        return unknown();
    }

    private JsonResponse compatibility(JsonRequest request) throws JsonProcessingException {
        List<String> problems;
        if (request.is("POST", "compatibility", "subjects", "*", "versions")) {
            problems = ledger.problems(request.segment(2), schema(request), null);
        } else if (request.is("POST", "compatibility", "subjects", "*", "versions", "*")) {
            problems = ledger.problems(request.segment(2), schema(request), request.segment(4));
        } else {
            return unknown();
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("is_compatible", problems.isEmpty());
        if (request.flag("verbose")) {
            answer.put("messages", problems);
        }
        return JsonResponse.ok(answer);
    }

    private JsonResponse config(JsonRequest request) throws JsonProcessingException {
        if (request.is("GET", "config")) {
            return JsonResponse.ok(Map.of("compatibilityLevel", ledger.globalLevel().name));
        }
        if (request.is("PUT", "config")) {
            ledger.setGlobalLevel(level(request));
            return JsonResponse.ok(Map.of("compatibility", ledger.globalLevel().name));
        }
        if (request.path().size() != 2) {
            return unknown();
        }
        String subject = request.segment(1);
        switch (request.method()) {
            case "PUT" -> {
                ledger.setLevel(subject, level(request));
                return JsonResponse.ok(Map.of("compatibility", ledger.level(subject).name));
            }
            case "DELETE" -> {
                CompatibilityLevel old = ledger.level(subject);
                ledger.removeLevel(subject);
                return JsonResponse.ok(Map.of("compatibilityLevel", old.name));
            }
            default -> {
                if (ledger.ownLevel(subject).isEmpty() && !request.flag("defaultToGlobal")) {
                    throw new RegistryException(
                            404,
                            40408,
                            "Subject '" + subject + "' does not have subject-level compatibility configured");
                }
                return JsonResponse.ok(Map.of("compatibilityLevel", ledger.level(subject).name));
            }
        }
    }

    private static CompatibilityLevel level(JsonRequest request) throws JsonProcessingException {
        String name = request.json().path("compatibility").asText().toUpperCase(Locale.ROOT);
        try {
            return CompatibilityLevel.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new RegistryException(
                    422,
                    42203,
                    "Invalid compatibility level. Valid values are none, backward, forward, full, backward_transitive, forward_transitive, and full_transitive");
        }
    }

    private static StoredSchema schema(JsonRequest request) throws JsonProcessingException {
        JsonNode body = request.json();
        if (!body.path("schema").isTextual()) {
            throw RegistryException.invalidSchema("empty schema");
        }
        List<Reference> references = new ArrayList<>();
        for (JsonNode reference : body.path("references")) {
            references.add(new Reference(
                    reference.path("name").asText(),
                    reference.path("subject").asText(),
                    reference.path("version").asInt()));
        }
        String type = body.path("schemaType").asText(StoredSchema.AVRO);
        return new StoredSchema(
                type.equals("null") ? StoredSchema.AVRO : type,
                body.path("schema").textValue(),
                references);
    }

    private Map<String, Object> described(SchemaVersion version) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("subject", version.subject());
        answer.put("version", version.version());
        answer.put("id", version.id());
        describe(answer, ledger.schema(version.id()));
        return answer;
    }

    private static void describe(Map<String, Object> answer, StoredSchema schema) {
        if (!schema.type().equals(StoredSchema.AVRO)) {
            answer.put("schemaType", schema.type());
        }
        if (!schema.references().isEmpty()) {
            answer.put("references", schema.references());
        }
        answer.put("schema", schema.text());
    }
}
