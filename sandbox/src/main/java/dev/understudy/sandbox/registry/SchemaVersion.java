package dev.understudy.sandbox.registry;

/**
 * One version of a subject.
 *
 * @param subject the subject
 * @param version counts from 1
 * @param id the id of the schema, shared by all subjects that hold the same one
 * @param isDeleted true after a soft delete
 */
record SchemaVersion(String subject, int version, int id, boolean isDeleted) {

    SchemaVersion deleted() {
        return new SchemaVersion(subject, version, id, true);
    }
}
