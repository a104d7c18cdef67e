package dev.understudy.sandbox.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.sandbox.script.Fault;
import java.time.Duration;

/** A vendor's wire format, seen from the server: reads a prompt, renders answers and error bodies. Stateless. */
public interface ScriptedDialect {

    /** The name that configuration uses. */
    String name();

    /** What a client's base URL ends with, after the port; may be empty. */
    String basePath();

    /** True when a path (without query) is this dialect's call. */
    boolean serves(String path);

    /** Reads a request body. */
    PromptText read(String path, JsonNode body);

    /** Renders the body of a 200. */
    byte[] answer(Completion completion);

    /** Renders an error as the vendor does; {@code retryAfter} is for vendors that repeat it in the body. */
    ErrorAnswer error(Fault fault, Duration retryAfter);
}
