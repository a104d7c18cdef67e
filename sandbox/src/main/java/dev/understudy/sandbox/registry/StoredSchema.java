package dev.understudy.sandbox.registry;

import java.util.List;

/**
 * A schema as a client sent it.
 *
 * @param type AVRO, JSON or PROTOBUF
 * @param text the schema; Avro in canonical form
 * @param references other subjects' schemas that the text names
 */
record StoredSchema(String type, String text, List<Reference> references) {

    static final String AVRO = "AVRO";

    /** A name in the text and the version that it stands for. */
    record Reference(String name, String subject, int version) {}
}
