package dev.understudy.cli.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.understudy.runtime.audit.AuditReport;
import java.time.Instant;

/** What an audit found as one JSON object, with the names of its records; {@code addsUp} comes first. */
final class AuditJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
            .addModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance))
            .build();

    private AuditJson() {}

    static String of(AuditReport report) {
        ObjectNode page = JSON.createObjectNode().put("addsUp", report.addsUp());
        page.setAll(JSON.<ObjectNode>valueToTree(report));
        page.withObject("calls").put("average", report.calls().average());
        try {
            return JSON.writeValueAsString(page);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report could not be written as JSON", e);
        }
    }
}
