package dev.understudy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** The description names the endpoints that are served, and the statuses that can be had of them; no more, no less. */
class OpenApiTest {
    private static final String AUTH = "auth: {tokens: {t: right-token}, users: {u: right-password}}";
    private static final String RIGHT = "Authorization: Bearer right-token";

    @Test
    void shouldNameWhatIsServed() throws IOException {
        assertThat(described()).isEqualTo(served());
    }

    @Test
    void shouldBeServed() {
        try (GatewayRig rig = GatewayRig.start("");
                RawHttp http = rig.client()) {
            RawHttp.Reply reply = http.ask("GET", "/openapi.yaml");

            assertThat(reply.header("content-type")).isEqualTo("application/yaml");
            assertThat(reply.body()).startsWith("openapi: 3.1.0\n");
        }
    }

    private static Set<String> described() throws IOException {
        JsonNode document = new YAMLMapper().readTree(OpenApi.ANSWER.body());
        Set<String> described = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> operation
                        .getValue()
                        .path("responses")
                        .properties()
                        .forEach(response -> {
                            String reference = response.getValue().path("$ref").asText("#");
                            assertThat(document.at(reference.substring(1)).isMissingNode())
                                    .as(reference)
                                    .isFalse();
                            described.add(operation.getKey() + " " + path.getKey() + " " + response.getKey());
                        })));
        return described;
    }

    /** Has every endpoint give every answer that it can give to its own method. */
    private static Set<String> served() throws IOException {
        Set<String> served = new TreeSet<>();
        try (GatewayRig rig = GatewayRig.start(
                        AUTH + ", body-timeout: 200ms, max-body-bytes: 1024, max-bytes-in-flight: 4096");
                RawHttp http = rig.client()) {
            for (String path : GatewayRig.formats().keySet()) {
                String name = "post " + path.replace("custom", "{name}") + " ";
                served.add(name + http.post(path, GatewayRig.alert("a"), RIGHT).status());
                served.add(name + http.post(path, "{", RIGHT).status());
                served.add(name
                        + http.post(path, GatewayTest.gzip("{"), RIGHT, "Content-Encoding: gzip")
                                .status());
                served.add(name + http.post(path, GatewayRig.alert("a")).status());
                served.add(name
                        + http.post(path, GatewayRig.alert("a"), "Origin: x").status());
                served.add(name + http.post(path, " ".repeat(1025), RIGHT).status());
                served.add(name
                        + http.post(path, "x", RIGHT, "Content-Type: text/html").status());
                http.write(RawHttp.head("POST", path, new String[] {RIGHT}, "Content-Length: 9"));
                served.add(name + http.read().status());
                rig.producer.sendException = new TimeoutException("away");
                served.add(name + http.post(path, GatewayRig.alert("a"), RIGHT).status());
                rig.producer.sendException = null;
            }
            String user = Base64.getEncoder().encodeToString(GatewayRig.bytes("u:right-password"));
            String name = "get /openapi.yaml ";
            served.add(name
                    + http.ask("GET", "/openapi.yaml", "Authorization: Basic " + user)
                            .status());
            served.add(name + http.ask("GET", "/openapi.yaml").status());
            served.add(
                    name + http.ask("GET", "/openapi.yaml", RIGHT, "Origin: x").status());
        }
        return served;
    }
}
