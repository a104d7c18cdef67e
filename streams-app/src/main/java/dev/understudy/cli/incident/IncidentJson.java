package dev.understudy.cli.incident;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.understudy.domain.request.EnrichedIncident;
import java.time.Instant;

/** An incident as one line of JSON, with the names of the domain records. */
final class IncidentJson implements IncidentText {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
            .addModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance))
            .build();

    @Override
    public String of(EnrichedIncident incident) {
        try {
            return JSON.writeValueAsString(incident);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an incident could not be written as JSON", e);
        }
    }
}
